package io.vuelta.adapters.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CachedSecretsTest {
    private static final Map<String, String> OLD = Map.of("token", "old");
    private static final Map<String, String> NEW = Map.of("token", "new");

    private final Stored stored = new Stored();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final CachedSecrets secrets = new CachedSecrets(stored, () -> now);

    @Test
    void a_secret_is_read_once_in_five_minutes() {
        assertThat(secrets.find("s")).isEqualTo(OLD);
        stored.token = "new";
        now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
        assertThat(secrets.find("s")).isEqualTo(OLD);
        now = now.plusMillis(1);
        assertThat(secrets.find("s")).isEqualTo(NEW);
        assertThat(stored.reads).isEqualTo(2);
    }

    @Test
    void a_secret_that_did_not_verify_is_read_again_at_most_every_ten_seconds() {
        assertThat(secrets.find("s")).isEqualTo(OLD);
        stored.token = "new";
        assertThat(secrets.findAgain("s")).isEqualTo(OLD);
        now = now.plusSeconds(10);
        assertThat(secrets.findAgain("s")).isEqualTo(NEW);
        assertThat(secrets.find("s")).isEqualTo(NEW);
        for (int i = 0; i < 100; i++) {
            secrets.findAgain("s");
        }
        assertThat(stored.reads).isEqualTo(2);
    }

    private static final class Stored implements SecretsManagerClient {
        private String token = "old";
        private int reads;

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            reads++;
            return GetSecretValueResponse.builder()
                    .secretString("{\"token\":\"" + token + "\"}")
                    .build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }
}
