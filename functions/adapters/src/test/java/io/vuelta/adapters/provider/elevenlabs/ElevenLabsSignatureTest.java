package io.vuelta.adapters.provider.elevenlabs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors that {@code constructEvent} of elevenlabs-js 2.73.0 accepts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ElevenLabsSignatureTest {
    private static final Instant SIGNED = Instant.ofEpochSecond(1_772_463_600);
    private static final String BODY =
            "{\"type\":\"post_call_transcription\",\"data\":{\"conversation_id\":\"c1\",\"user_id\":\"¿?\"}}";
    private static final String DIGEST = "f561c0c0c89c4d20d028c1ac1d1cb8d6aa7fe5830d6cbdbd52620a69c49fb73b";
    private static final String SIGNATURE = "t=1772463600,v0=" + DIGEST;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wsec_1234 | " + BODY + " | " + SIGNATURE,
                "wsec_1234 | " + BODY + " | v0=" + DIGEST + ",t=1772463600",
                "wsec_ñ    | {\"a\": 1 } | t=1772463600,v0=82641968bc5b19657620dc22fa35507ea8e5e4852c3b7369cc741ff0924adbfe",
            })
    void a_signature_that_elevenlabs_library_accepts_is_valid(String secret, String body, String signature) {
        assertThat(ElevenLabsSignature.holds(secret, body.getBytes(UTF_8), signature, SIGNED))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1800, true", "1800, true", "1801, false", "-1801, false"})
    void a_signature_is_valid_for_thirty_minutes(int seconds, boolean holds) {
        assertThat(ElevenLabsSignature.holds("wsec_1234", BODY.getBytes(UTF_8), SIGNATURE, SIGNED.plusSeconds(seconds)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wsec_1234 | t=1772463601,v0=" + DIGEST,
                "wsec_1234 | t=1772463600,v1=" + DIGEST,
                "wsec_1234 | t=1772463600,v0=",
                "wsec_1234 | t=1772463600",
                "wsec_1234 | v0=" + DIGEST,
                "wsec_1234 | t=999999999999999,v0=" + DIGEST,
                "wsec_1234 | ``",
                "wsec_1235 | " + SIGNATURE,
            })
    void any_other_signature_is_invalid(String secret, String signature) {
        assertThat(ElevenLabsSignature.holds(secret, BODY.getBytes(UTF_8), signature, SIGNED))
                .isFalse();
    }
}
