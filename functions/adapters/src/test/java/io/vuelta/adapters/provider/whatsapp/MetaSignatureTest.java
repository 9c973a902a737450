package io.vuelta.adapters.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors by {@code openssl dgst -sha256 -hmac SECRET} over the body, as Meta publishes the method. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MetaSignatureTest {
    private static final String BODY =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"note\":\"¿mañana?\"}]}";
    private static final String DIGEST = "14f110ee95adeb43eba657e22f012ba1a0921bc61ceaa807fbe8b82c487071b8";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "app-secret | " + BODY + " | sha256=" + DIGEST,
                "ñ | { } | sha256=b42d832fd69899a3d3ddefd09ba9e61971f6e756b01026b9f3a3f62a22f5970d",
            })
    void a_signature_over_the_raw_body_is_valid(String secret, String body, String signature) {
        assertThat(MetaSignature.holds(secret, body.getBytes(UTF_8), signature)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "app-secreT | " + BODY + " | sha256=" + DIGEST,
                "app-secret | { } | sha256=" + DIGEST,
                "app-secret | " + BODY + " | sha1=" + DIGEST,
                "app-secret | " + BODY + " | " + DIGEST,
                "app-secret | " + BODY + " | sha256=",
                "app-secret | " + BODY + " | ``",
            })
    void any_other_signature_is_invalid(String secret, String body, String signature) {
        assertThat(MetaSignature.holds(secret, body.getBytes(UTF_8), signature)).isFalse();
    }
}
