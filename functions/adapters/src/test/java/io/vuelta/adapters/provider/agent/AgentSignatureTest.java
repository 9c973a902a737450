package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vector is by {@code openssl dgst -sha256 -hmac SECRET} over the timestamp, a dot and the body, as the contract has it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AgentSignatureTest {
    private static final String TIMESTAMP = "1772463600";
    private static final Instant SIGNED = Instant.ofEpochSecond(1_772_463_600);
    private static final byte[] BODY =
            "{\"attempt\":\"C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1\",\"event\":\"ended\",\"id\":\"ñ-1\"}"
                    .getBytes(UTF_8);
    private static final String SIGNATURE = "sha256=59152361d385bdb03ee25b9d2e411783ae1d7532439d966f0ec0aa2a46bc2b7d";

    @Test
    void only_a_signature_made_as_the_contract_says_is_valid() {
        assertThat(AgentSignature.holds("signing-secret", TIMESTAMP, BODY, SIGNATURE))
                .isTrue();
        assertThat(AgentSignature.holds("signing-secreT", TIMESTAMP, BODY, SIGNATURE))
                .isFalse();
        assertThat(AgentSignature.holds("signing-secret", "1772463601", BODY, SIGNATURE))
                .isFalse();
        assertThat(AgentSignature.holds("signing-secret", TIMESTAMP, new byte[0], SIGNATURE))
                .isFalse();
        assertThat(AgentSignature.holds("signing-secret", TIMESTAMP, BODY, SIGNATURE.substring(7)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"300, true", "-300, true", "301, false", "-301, false"})
    void a_timestamp_is_valid_for_five_minutes(int seconds, boolean recent) {
        assertThat(AgentSignature.isRecent(TIMESTAMP, SIGNED.plusSeconds(seconds)))
                .isEqualTo(recent);
    }

    @ParameterizedTest
    @CsvSource({"-1", "''", "now", "1772463600.5", "999999999999"})
    void a_timestamp_that_is_no_instant_is_not_recent(String timestamp) {
        assertThat(AgentSignature.isRecent(timestamp, SIGNED)).isFalse();
    }
}
