package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import vuelta.domain.agent.AgentId;
import vuelta.domain.line.Channel;
import vuelta.domain.line.Line;
import vuelta.domain.line.LineId;
import vuelta.domain.line.LinePace;
import vuelta.domain.line.Lines;
import vuelta.domain.phone.PhoneNumber;

/** Lines, and beside each the item on which its pacer keeps its place. */
public final class DynamoLines implements Lines {
    private static final int MOST_OF_AGENT = 1_000;

    private final DynamoTable table;

    public DynamoLines(DynamoTable table) {
        this.table = table;
    }

    @Override
    public void put(Line line) {
        Map<String, AttributeValue> item = new ItemWriter(Keys.line(line.id()))
                .put("agent", line.agent().value())
                .put("channel", line.channel().wire())
                .put("provider", line.provider())
                .put("number", line.number().e164())
                .put("rate_per_second", line.ratePerSecond().toPlainString())
                .put("secret", line.secret())
                .put("voice_url", line.voiceUrl())
                .put("record_calls", line.recordsCalls())
                .put("created_at", line.createdAt())
                .item();
        Map<String, AttributeValue> ofAgent = new ItemWriter(Keys.lineOfAgent(line.agent(), line.id())).item();
        table.transact(List.of(plainPut(item), plainPut(ofAgent)));
    }

    private TransactWriteItem plainPut(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(table.putOf(item).build()).build();
    }

    @Override
    public Optional<Line> find(LineId id) {
        return table.find(Keys.line(id)).map(item -> line(id, item));
    }

    @Override
    public List<Line> ofAgent(AgentId agent) {
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :line)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.agent(agent).pk(), ":line", Keys.LINE_OF_AGENT))
                        .consistentRead(true)
                        .limit(MOST_OF_AGENT))
                .items()
                .stream()
                .map(item -> item.text("sk").substring(Keys.LINE_OF_AGENT.length()))
                .flatMap(id -> find(new LineId(id)).stream())
                .toList();
    }

    private static Line line(LineId id, ItemReader item) {
        return new Line(
                id,
                new AgentId(item.text("agent")),
                Channel.ofWire(item.text("channel")).orElseThrow(),
                item.text("provider"),
                new PhoneNumber(item.text("number")),
                new BigDecimal(item.text("rate_per_second")),
                item.text("secret"),
                item.textOrNull("voice_url"),
                item.flag("record_calls"),
                item.instant("created_at"));
    }

    @Override
    public LinePace pace(LineId id) {
        return table.find(Keys.linePace(id))
                .map(item -> new LinePace(
                        id,
                        item.instantOrNull("next_slot"),
                        item.instantOrNull("alarm_at"),
                        item.instantOrNull("blocked_until"),
                        block(item.textOrNull("block_reason")),
                        item.number("line_epoch"),
                        slowing(item)))
                .orElse(LinePace.fresh(id));
    }

    private static LinePace.@Nullable Block block(@Nullable String name) {
        return name == null ? null : LinePace.Block.valueOf(name);
    }

    private static LinePace.@Nullable Slowing slowing(ItemReader item) {
        Instant since = item.instantOrNull("slowed_at");
        return since == null ? null : new LinePace.Slowing(item.integer("slowed_per_mille"), since);
    }

    @Override
    public boolean slow(LinePace read, LinePace next) {
        LinePace.Slowing slowing = Objects.requireNonNull(next.slowing(), "how far it is slowed");
        Map<String, AttributeValue> values = expressionValues(
                ":slot",
                Objects.requireNonNull(next.nextSlot()),
                ":until",
                Objects.requireNonNull(next.blockedUntil()),
                ":why",
                LinePace.Block.RATE.name(),
                ":next",
                next.epoch(),
                ":share",
                slowing.perMille(),
                ":since",
                slowing.since());
        if (read.epoch() > 0) {
            values.put(":read", AttributeValue.fromN(Long.toString(read.epoch())));
        }
        return table.update(table.updateOf(Keys.linePace(read.line()))
                .updateExpression(
                        "SET next_slot = :slot, blocked_until = :until, block_reason = :why, line_epoch = :next,"
                                + " slowed_per_mille = :share, slowed_at = :since")
                .conditionExpression(read.epoch() > 0 ? "line_epoch = :read" : "attribute_not_exists(line_epoch)")
                .expressionAttributeValues(values)
                .build());
    }

    @Override
    public boolean reserve(LinePace read, Instant next) {
        Update.Builder update = table.updateOf(Keys.linePace(read.line())).updateExpression("SET next_slot = :next");
        Instant slot = read.nextSlot();
        return table.update(
                slot == null
                        ? update.conditionExpression("attribute_not_exists(next_slot)")
                                .expressionAttributeValues(expressionValues(":next", next))
                                .build()
                        : update.conditionExpression("next_slot = :read")
                                .expressionAttributeValues(expressionValues(":next", next, ":read", slot))
                                .build());
    }

    @Override
    public void alarmSet(LineId id, Instant at) {
        table.update(table.updateOf(Keys.linePace(id))
                .updateExpression("SET alarm_at = :at")
                .expressionAttributeValues(expressionValues(":at", at))
                .build());
    }

    @Override
    public void block(LineId id, Instant until, LinePace.Block why) {
        table.update(table.updateOf(Keys.linePace(id))
                .updateExpression("SET blocked_until = :until, block_reason = :why")
                .expressionAttributeValues(expressionValues(":until", until, ":why", why.name()))
                .build());
    }
}
