package io.vuelta.local;

import io.vuelta.adapters.dynamodb.DynamoAttempts;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
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
    private final Provider provider;
    private final Map<CampaignId, LineId> lines = new ConcurrentHashMap<>();
    private volatile @Nullable DynamoAttempts attempts;
    private volatile @Nullable URI origin;

    WebhookOfAttempt(Provider provider) {
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
                        .map(line -> URI.create(WebhookLine.address(base.toString(), provider, line)));
    }

    private Optional<LineId> line(AttemptId id) {
        LineId known = lines.get(id.campaign());
        if (known != null) {
            return Optional.of(known);
        }
        DynamoAttempts store = attempts;
        Optional<LineId> found =
                store == null ? Optional.empty() : store.find(id).map(Attempt::line);
        found.ifPresent(line -> lines.put(id.campaign(), line));
        return found;
    }
}
