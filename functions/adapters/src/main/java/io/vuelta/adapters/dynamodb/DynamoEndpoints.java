package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Endpoints of outgoing webhooks, all in one partition: they are few. */
public final class DynamoEndpoints implements Endpoints {
    private static final String VERSION = "version";

    private final DynamoTable table;

    public DynamoEndpoints(DynamoTable table) {
        this.table = table;
    }

    @Override
    public List<Endpoint> all() {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(expressionValues(":pk", Keys.ENDPOINTS))
                        .consistentRead(true))
                .map(DynamoEndpoints::read)
                .toList();
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return table.find(Keys.endpoint(id)).map(DynamoEndpoints::read);
    }

    @Override
    public boolean save(Endpoint next) {
        Map<String, AttributeValue> item = item(next.inVersion(next.version() + 1));
        return table.putOnce(table.putIfVersionOrNone(item, VERSION, next.version()));
    }

    @Override
    public void delete(EndpointId id) {
        table.delete(Keys.endpoint(id));
    }

    private static Map<String, AttributeValue> item(Endpoint endpoint) {
        return new ItemWriter(Keys.endpoint(endpoint.id()))
                .put("url", endpoint.url())
                .put(
                        "events",
                        endpoint.events().stream().sorted().map(EventType::wire).toList())
                .put("format", endpoint.format().wire())
                .put("secret", endpoint.secrets().current())
                .put("previous_secret", endpoint.secrets().previous())
                .put("previous_until", endpoint.secrets().previousUntil())
                .put("oldest_secret", endpoint.secrets().oldest())
                .put("oldest_until", endpoint.secrets().oldestUntil())
                .putFlag("disabled", endpoint.health().disabled())
                .put("failing_since", endpoint.health().failingSince())
                .put("held_until", endpoint.health().heldUntil())
                .put("created_at", endpoint.createdAt())
                .put(VERSION, endpoint.version())
                .item();
    }

    static Endpoint read(ItemReader item) {
        return new Endpoint(
                new EndpointId(item.text("sk")),
                item.text("url"),
                item.texts("events").stream()
                        .map(wire -> EventType.ofWire(wire).orElseThrow())
                        .collect(Collectors.toSet()),
                Endpoint.Format.ofWire(item.text("format")).orElseThrow(),
                new Endpoint.Secrets(
                        item.text("secret"),
                        item.textOrNull("previous_secret"),
                        item.instantOrNull("previous_until"),
                        item.textOrNull("oldest_secret"),
                        item.instantOrNull("oldest_until")),
                new Endpoint.Health(
                        item.flag("disabled"), item.instantOrNull("failing_since"), item.instantOrNull("held_until")),
                item.instant("created_at"),
                item.number(VERSION));
    }
}
