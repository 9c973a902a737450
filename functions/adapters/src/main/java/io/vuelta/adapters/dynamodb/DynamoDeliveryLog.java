package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.event.DeliveryLog;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.LoggedDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deliveries to endpoints. Each is an item of one write unit, which the table's time to live deletes. */
public final class DynamoDeliveryLog implements DeliveryLog {
    private final DynamoTable table;

    public DynamoDeliveryLog(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void add(LoggedDelivery delivery) {
        CampaignId campaign = delivery.campaign();
        table.put(new ItemWriter(Keys.delivery(delivery.endpoint(), delivery.id()))
                .put("event", delivery.eventId())
                .put("type", delivery.type().wire())
                .put("created_at", delivery.createdAt())
                .put("campaign", campaign == null ? null : campaign.value())
                .put("attempt", (long) delivery.attempt())
                .put("attempted_at", delivery.attemptedAt())
                .put("took_millis", delivery.took().toMillis())
                .put("outcome", delivery.outcome().wire())
                .put("answer", delivery.answer())
                .put("next_at", delivery.nextAt())
                .expires(delivery.attemptedAt().plus(KEPT_FOR))
                .item());
    }

    @Override
    public List<LoggedDelivery> older(EndpointId endpoint, Optional<String> than, int limit) {
        return table
                .newestFirst(
                        Keys.deliveries(endpoint), Keys.DELIVERY, than.map(id -> Keys.delivery(endpoint, id)), limit)
                .stream()
                .map(item -> read(endpoint, item))
                .toList();
    }

    @Override
    public List<LoggedDelivery> newer(EndpointId endpoint, String from, int limit) {
        return table.newestLast(Keys.delivery(endpoint, from), Keys.DELIVERY, limit).stream()
                .map(item -> read(endpoint, item))
                .toList();
    }

    private static LoggedDelivery read(EndpointId endpoint, ItemReader item) {
        String campaign = item.textOrNull("campaign");
        return new LoggedDelivery(
                endpoint,
                item.text("event"),
                EventType.ofWire(item.text("type")).orElseThrow(),
                item.instant("created_at"),
                campaign == null ? null : new CampaignId(campaign),
                item.integer("attempt"),
                item.instant("attempted_at"),
                Duration.ofMillis(item.number("took_millis")),
                LoggedDelivery.Outcome.ofWire(item.text("outcome")).orElseThrow(),
                item.text("answer"),
                item.instantOrNull("next_at"));
    }
}
