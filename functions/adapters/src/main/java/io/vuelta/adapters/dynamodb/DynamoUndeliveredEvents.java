package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.adapters.EventJson;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.UndeliveredEvents;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Events that an endpoint did not accept, until the table's time to live deletes them. */
public final class DynamoUndeliveredEvents implements UndeliveredEvents {
    private final DynamoTable table;

    public DynamoUndeliveredEvents(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void keep(Event event, EndpointId endpoint, Instant until) {
        table.put(new ItemWriter(Keys.undelivered(event.id(), endpoint))
                .put("event", EventJson.write(event))
                .expires(until)
                .item());
    }

    @Override
    public List<Kept> find(String eventId, Instant now) {
        return table.query(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(expressionValues(":pk", Keys.undelivered(eventId)))
                        .consistentRead(true))
                .filter(item -> item.number(DynamoTable.EXPIRES_AT) > now.getEpochSecond())
                .map(item -> new Kept(EventJson.read(item.text("event")), new EndpointId(item.text("sk"))))
                .toList();
    }

    @Override
    public void remove(String eventId, EndpointId endpoint) {
        table.delete(Keys.undelivered(eventId, endpoint));
    }
}
