package io.vuelta.adapters.provider.retell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors made by {@code symmetric.sign} of retell-sdk 5.66.1. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RetellSignatureTest {
    private static final Instant SIGNED = Instant.ofEpochMilli(1_772_463_600_123L);
    private static final String BODY =
            "{\"event\":\"call_ended\",\"call\":{\"call_id\":\"c1\",\"transcript\":\"¿Cómo está?\"}}";
    private static final String SIGNATURE =
            "v=1772463600123,d=acda656b37197fb05f373f805f23dcba401d47367bb2898ddf0d6a4bbcbfae54";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key_1234567890 | " + BODY + " | " + SIGNATURE,
                "key_1234567890 | ``           | v=1772463600123,d=a2589037fb49ca304d4ad8212d8418acc919d7c0bf26f9864552f5a88636daa9",
                "key_ñ          | {\"a\": 1 }  | v=1772463600000,d=c0f2e9797fee86b1311fa051e410d8dce09720a2d977bc1bec4f927d3df09ad0",
            })
    void a_signature_of_retells_library_is_valid(String key, String body, String signature) {
        assertThat(RetellSignature.holds(key, body.getBytes(UTF_8), signature, SIGNED))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false"})
    void a_signature_is_valid_for_five_minutes(int seconds, boolean holds) {
        assertThat(RetellSignature.holds(
                        "key_1234567890", BODY.getBytes(UTF_8), SIGNATURE, SIGNED.plusSeconds(seconds)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key_1234567890 | v=1772463600124,d=acda656b37197fb05f373f805f23dcba401d47367bb2898ddf0d6a4bbcbfae54",
                "key_1234567890 | v=1772463600123,d=acda656b37197fb05f373f805f23dcba401d47367bb2898ddf0d6a4bbcbfae55",
                "key_1234567890 | d=acda656b37197fb05f373f805f23dcba401d47367bb2898ddf0d6a4bbcbfae54,v=1772463600123",
                "key_1234567890 | acda656b37197fb05f373f805f23dcba401d47367bb2898ddf0d6a4bbcbfae54",
                "key_1234567890 | v=99999999999999999999,d=acda656b37197fb05f373f805f23dcba401d47367bb2898ddf0d6a4bbcbfae54",
                "key_1234567890 | v=1772463600123,d=",
                "key_1234567890 | ``",
                "key_1234567891 | " + SIGNATURE,
            })
    void any_other_signature_is_invalid(String key, String signature) {
        assertThat(RetellSignature.holds(key, BODY.getBytes(UTF_8), signature, SIGNED))
                .isFalse();
    }
}
