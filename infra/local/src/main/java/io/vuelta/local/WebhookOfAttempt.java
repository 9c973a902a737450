package io.vuelta.local;

import io.vuelta.adapters.dynamodb.DynamoAttempts;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The address for a simulator's events if its provider has one address for all lines, like Meta and ElevenLabs. At Meta
 * a person configures the address of a line; here every line may use the one simulated number, and an event goes to the
 * line of its attempt.
 */
final class WebhookOfAttempt implements Function<String, Optional<URI>> {
    private final String provider;
    private final Map<CampaignId, String> lines = new ConcurrentHashMap<>();
    private volatile @Nullable DynamoAttempts attempts;
    private volatile @Nullable URI origin;

    /**
     * The address for one provider.
     *
     * @param provider as the address names it
     */
    WebhookOfAttempt(String provider) {
        this.provider = provider;
    }

    void table(String name) {
        DynamoDbClient client = RetryingClient.create();
        attempts = new DynamoAttempts(new DynamoTable(client, name));
    }

    void origin(URI newOrigin) {
        origin = newOrigin;
    }

    @Override
    public Optional<URI> apply(String attempt) {
        URI base = origin;
        return base == null
                ? Optional.empty()
                : AttemptId.parse(attempt.replaceFirst("/.*", ""))
                        .flatMap(this::line)
                        .map(line -> URI.create(base + "/webhooks/" + provider + "/" + line));
    }

    private Optional<String> line(AttemptId id) {
        String known = lines.get(id.campaign());
        if (known != null) {
            return Optional.of(known);
        }
        DynamoAttempts store = attempts;
        Optional<String> found = store == null
                ? Optional.empty()
                : store.find(id).map(attempt -> attempt.line().value());
        found.ifPresent(line -> lines.put(id.campaign(), line));
        return found;
    }
}
