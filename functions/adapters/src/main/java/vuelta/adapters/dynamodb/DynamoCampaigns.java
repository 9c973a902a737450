package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import vuelta.domain.agent.AgentId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.line.LineId;
import vuelta.domain.window.DayHours;
import vuelta.domain.window.WeeklySchedule;

/** Campaigns, the list of all, and the list of those that work on a line. */
public final class DynamoCampaigns implements Campaigns {
    private static final int MOST_ON_LINE = 1_000;

    private final DynamoTable table;

    public DynamoCampaigns(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void create(Campaign campaign) {
        CampaignId id = campaign.id();
        Map<String, AttributeValue> pacing = new ItemWriter(Keys.pacing(id))
                .put("in_flight", 0L)
                .put("sent", 0L)
                .put("loading", 0L)
                .put("plan_no", 0L)
                .put("sweep_shard", 0L)
                .put("sweep_after", "")
                .item();
        List<TransactWriteItem> items = new ArrayList<>(List.of(
                TransactWriteItem.builder()
                        .put(table.putOf(item(campaign.written()))
                                .conditionExpression("attribute_not_exists(pk)")
                                .build())
                        .build(),
                plainPut(pacing),
                plainPut(new ItemWriter(Keys.counters(id)).item()),
                plainPut(new ItemWriter(Keys.listed(id)).item())));
        if (campaign.works()) {
            items.add(plainPut(new ItemWriter(Keys.active(campaign.line(), id)).item()));
        }
        if (!DynamoTable.written(table.transact(items))) {
            throw new IllegalStateException("there is a campaign " + id + " already");
        }
    }

    @Override
    public Optional<Campaign> find(CampaignId id) {
        return table.find(Keys.campaign(id)).map(item -> campaign(id, item));
    }

    @Override
    public boolean save(Campaign next) {
        TransactWriteItem put = TransactWriteItem.builder()
                .put(table.putOf(item(next.written()))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(expressionValues(":read", next.version()))
                        .build())
                .build();
        if (!next.works()) {
            return table.put(put.put());
        }
        TransactWriteItem listed = plainPut(new ItemWriter(Keys.active(next.line(), next.id())).item());
        return DynamoTable.written(table.transact(List.of(put, listed)));
    }

    @Override
    public List<Campaign> list(Optional<CampaignId> after, int limit) {
        Map<String, AttributeValue> values = expressionValues(":pk", Keys.CAMPAIGNS);
        after.ifPresent(id -> values.put(":after", AttributeValue.fromS(id.value())));
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .consistentRead(true)
                        .limit(limit))
                .items()
                .stream()
                .flatMap(item -> find(new CampaignId(item.text("sk"))).stream())
                .toList();
    }

    @Override
    public List<CampaignId> activeOn(LineId line) {
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :active)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.line(line).pk(), ":active", Keys.ACTIVE))
                        .consistentRead(true)
                        .limit(MOST_ON_LINE))
                .items()
                .stream()
                .map(item -> new CampaignId(item.text("sk").substring(Keys.ACTIVE.length())))
                .toList();
    }

    @Override
    public boolean retire(Campaign campaign) {
        if (campaign.works()) {
            return false;
        }
        TransactWriteItem unlist = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table.name())
                        .key(DynamoTable.key(Keys.active(campaign.line(), campaign.id()))))
                .build();
        TransactWriteItem asRead = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table.name())
                        .key(DynamoTable.key(Keys.campaign(campaign.id())))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(expressionValues(":read", campaign.version())))
                .build();
        TransactWriteItem quiet = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table.name())
                        .key(DynamoTable.key(Keys.pacing(campaign.id())))
                        .conditionExpression("in_flight = :none")
                        .expressionAttributeValues(expressionValues(":none", 0)))
                .build();
        return DynamoTable.written(table.transact(List.of(unlist, asRead, quiet)));
    }

    private TransactWriteItem plainPut(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(table.putOf(item).build()).build();
    }

    static Map<String, AttributeValue> item(Campaign campaign) {
        CampaignSettings settings = campaign.settings();
        return new ItemWriter(Keys.campaign(campaign.id()))
                .put("agent", campaign.agent().value())
                .put("line", campaign.line().value())
                .put("status", campaign.status().wire())
                .put("archived", campaign.archived())
                .put("epoch", campaign.epoch())
                .put("created_at", campaign.createdAt())
                .put("version", campaign.version())
                .put("name", settings.name())
                .put("description", settings.description())
                .put("zone", settings.zone().getId())
                .put("retries", (long) settings.retries())
                .put("message_limit", settings.messageLimit())
                .put("first_message", settings.firstMessage())
                .put("concurrency", (long) settings.concurrency())
                .put("retry_delay", settings.retryDelay())
                .put("throttle", settings.throttle())
                .put("start_at", settings.startAt())
                .put("default_region", settings.defaultRegion())
                .put("always_open", settings.window().hours() == null)
                .put("window", window(settings.window()))
                .item();
    }

    private static Map<String, String> window(WeeklySchedule window) {
        Map<String, String> hours = new HashMap<>();
        if (window.hours() != null) {
            window.hours().forEach((day, open) -> hours.put(day.name(), open.startTime() + "-" + open.stopTime()));
        }
        return hours;
    }

    private static Campaign campaign(CampaignId id, ItemReader item) {
        CampaignSettings settings = new CampaignSettings(
                item.text("name"),
                item.text("description"),
                ZoneId.of(item.text("zone")),
                item.integer("retries"),
                item.integerOrNull("message_limit"),
                item.textOrNull("first_message"),
                schedule(item),
                item.integer("concurrency"),
                item.duration("retry_delay"),
                item.duration("throttle"),
                item.instantOrNull("start_at"),
                item.text("default_region"));
        return new Campaign(
                id,
                new AgentId(item.text("agent")),
                new LineId(item.text("line")),
                settings,
                CampaignStatus.ofWire(item.text("status")).orElseThrow(),
                item.flag("archived"),
                item.number("epoch"),
                item.instant("created_at"),
                item.number("version"));
    }

    private static WeeklySchedule schedule(ItemReader item) {
        if (item.flag("always_open")) {
            return WeeklySchedule.ALWAYS;
        }
        @Nullable Map<DayOfWeek, DayHours> hours = new EnumMap<>(DayOfWeek.class);
        item.map("window").forEach((day, open) -> {
            List<String> times = List.of(open.split("-", 2));
            hours.put(DayOfWeek.valueOf(day), DayHours.of(times.getFirst(), times.getLast()));
        });
        return new WeeklySchedule(hours);
    }
}
