package io.vuelta.adapters.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.domain.line.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets from Secrets Manager, each cached for a few minutes: each read costs money, and secrets seldom change. */
public final class CachedSecrets implements Secrets {
    private static final Duration KEPT = Duration.ofMinutes(5);

    /**
     * Minimum time between two reads of a secret because of wrong signatures, so that forged requests do not cause
     * more.
     */
    private static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SecretsManagerClient secretsManager;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public CachedSecrets(SecretsManagerClient secretsManager, InstantSource clock) {
        this.secretsManager = secretsManager;
        this.clock = clock;
    }

    @Override
    public Map<String, String> find(String name) {
        Instant now = clock.instant();
        Kept known = kept.get(name);
        return known != null && now.isBefore(known.read().plus(KEPT)) ? known.fields() : keep(name, now);
    }

    @Override
    public Map<String, String> findAgain(String name) {
        Instant now = clock.instant();
        Kept known = kept.get(name);
        return known != null && now.isBefore(known.read().plus(READ_AGAIN)) ? known.fields() : keep(name, now);
    }

    private Map<String, String> keep(String name, Instant now) {
        Map<String, String> fields = fetch(name);
        kept.put(name, new Kept(fields, now));
        return fields;
    }

    private Map<String, String> fetch(String name) {
        String text;
        try {
            text = secretsManager.getSecretValue(get -> get.secretId(name)).secretString();
        } catch (SdkException e) {
            throw new SecretUnavailable("secret " + name + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> fields = new HashMap<>();
        try {
            JsonNode json = MAPPER.readTree(text == null ? "" : text);
            json.properties()
                    .forEach(
                            entry -> fields.put(entry.getKey(), entry.getValue().asText()));
        } catch (JsonProcessingException _) {
            // The cause is omitted, because it would contain the secret.
            throw new SecretUnavailable("secret " + name + " is not a JSON object");
        }
        return Map.copyOf(fields);
    }

    private record Kept(Map<String, String> fields, Instant read) {}
}
