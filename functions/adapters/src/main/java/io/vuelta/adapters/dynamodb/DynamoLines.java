package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Lines, and for each the item with its pacer's state. A write that took effect, and was then refused when it was
 * repeated, counts as failed: the item does not contain its writer, and a second plan has no bad effect.
 */
public final class DynamoLines implements Lines {
    private static final int MAX_OF_AGENT = 1_000;
    private static final String BLOCKED_UNTIL = "blocked_until";

    private static final String EPOCH = "line_epoch";

    /** Raised by every reservation. */
    private static final String PLAN = "plan_no";

    /** Maximum number of cached lines. */
    private static final int MAX_KNOWN = 1_000;

    private static final String VERSION = "v";

    /** Number of tries if the line keeps changing. */
    private static final int TRIES = 10;

    private final DynamoTable table;
    private final InstantSource clock;

    /** Cached lines, because every webhook request needs its line. */
    private final Map<LineId, Known> known = new ConcurrentHashMap<>();

    public DynamoLines(DynamoTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** A line, and until when it may be returned from the cache. */
    private record Known(Line line, Instant until) {}

    @Override
    public void put(Line line) {
        List<TransactWriteItem> items = new ArrayList<>(listing(line));
        items.add(table.putAnyway(LineItem.of(line).put(VERSION, 1L).item()));
        var _ = table.transact(items);
        known.remove(line.id());
    }

    /** The writes that add a line to the lists of its agent and of all agents, or remove it from both. */
    private List<TransactWriteItem> listing(Line line) {
        return Stream.of(Keys.lineOfAgent(line.agent(), line.id()), Keys.listed(line.id(), line.createdAt()))
                .map(keys -> line.isRemoved()
                        ? DynamoTable.in(table.deleteOf(keys).build())
                        : table.putAnyway(new ItemWriter(keys).item()))
                .toList();
    }

    @Override
    public Optional<Line> find(LineId id) {
        Known read = known.get(id);
        return read != null && clock.instant().isBefore(read.until()) ? Optional.of(read.line()) : current(id);
    }

    @Override
    public Optional<Line> current(LineId id) {
        Instant until = clock.instant().plus(MAX_AGE);
        Optional<Line> found = table.find(Keys.line(id)).map(item -> LineItem.read(id, item));
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        found.ifPresent(line -> known.put(id, new Known(line, until)));
        return found;
    }

    @Override
    public Optional<Line> change(LineId id, UnaryOperator<Line> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<ItemReader> found = table.find(Keys.line(id));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            long version = found.get().number(VERSION);
            Line next = change.apply(LineItem.read(id, found.get()));
            List<TransactWriteItem> items = new ArrayList<>(listing(next));
            items.add(DynamoTable.in(table.putIfVersion(
                    LineItem.of(next).put(VERSION, version + 1).item(), VERSION, version)));
            boolean written = table.transact(items).written();
            known.remove(id);
            if (written) {
                return Optional.of(next);
            }
        }
        throw StoreBusy.conflict("line " + id);
    }

    @Override
    public List<Line> list(Optional<LineId> after, int limit) {
        Optional<Keys> last = after.flatMap(this::find).map(line -> Keys.listed(line.id(), line.createdAt()));
        return last.isEmpty() && after.isPresent()
                ? List.of()
                : table.newestFirst(Keys.LINES, Keys.BY_AGE, last, limit).stream()
                        .map(item -> new LineId(Keys.idOfListed(item.text("sk"))))
                        .flatMap(id -> current(id).stream())
                        .toList();
    }

    @Override
    public List<Line> newer(LineId from, int limit) {
        return find(from)
                .map(line -> table.newestLast(Keys.listed(line.id(), line.createdAt()), Keys.BY_AGE, limit))
                .orElse(List.of())
                .stream()
                .map(item -> new LineId(Keys.idOfListed(item.text("sk"))))
                .flatMap(id -> current(id).stream())
                .toList();
    }

    @Override
    public List<Line> ofAgent(AgentId agent) {
        return table
                .page(QueryRequest.builder()
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :line)")
                        .expressionAttributeValues(
                                expressionValues(":pk", Keys.agent(agent).pk(), ":line", Keys.LINE_OF_AGENT))
                        .consistentRead(true)
                        .limit(MAX_OF_AGENT))
                .items()
                .stream()
                .map(item -> item.text("sk").substring(Keys.LINE_OF_AGENT.length()))
                .flatMap(id -> current(new LineId(id)).stream())
                .toList();
    }

    @Override
    public LinePace pace(LineId id) {
        return table.find(Keys.linePace(id))
                .map(item -> new LinePace(
                        id,
                        item.instantOrNull("next_slot"),
                        item.instantOrNull("alarm_at"),
                        item.instantOrNull(BLOCKED_UNTIL),
                        block(item.textOrNull("block_reason")),
                        item.number(EPOCH),
                        slowing(item),
                        capacity(item),
                        outage(item),
                        item.number(PLAN),
                        item.textOrNull("next_campaign")))
                .orElse(LinePace.fresh(id));
    }

    private static LinePace.@Nullable Block block(@Nullable String name) {
        return name == null ? null : LinePace.Block.valueOf(name);
    }

    private static LinePace.@Nullable Slowing slowing(ItemReader item) {
        Instant since = item.instantOrNull("slowed_at");
        return since == null ? null : new LinePace.Slowing(item.integer("slowed_per_mille"), since);
    }

    private static Capacity capacity(ItemReader item) {
        Duration lead = item.durationOrNull("lead");
        return lead == null
                ? Capacity.UNKNOWN
                : new Capacity(
                        item.integer("capacity"),
                        lead,
                        item.texts("lately").stream().map(DynamoLines::second).toList(),
                        item.instantOrNull("steady_since"),
                        item.instantOrNull("planned_at"));
    }

    private static Outage outage(ItemReader item) {
        return new Outage(
                item.instantOrNull("heard_of"),
                item.integer("unanswered"),
                item.textOrNull("unanswered_code"),
                item.instantOrNull("out_since") == null
                        ? null
                        : new Outage.Block(
                                item.instant("out_from"),
                                item.instant("out_since"),
                                item.instant("out_until"),
                                item.integer("out_waits"),
                                item.instantOrNull("probe_at")));
    }

    /** Parses {@code <second> <reported>}. */
    private static Capacity.Second second(String text) {
        List<String> parts = List.of(text.split(" ", 2));
        return new Capacity.Second(Instant.parse(parts.getFirst()), Integer.parseInt(parts.getLast()));
    }

    private static List<String> texts(List<Capacity.Second> lately) {
        return lately.stream()
                .map(second -> second.at() + " " + second.reported())
                .toList();
    }

    @Override
    public boolean slow(LinePace read, LinePace next) {
        LinePace.Slowing slowing = Objects.requireNonNull(next.slowing(), "how far it is slowed");
        for (int i = 0; i < TRIES; i++) {
            LinePace stored = pace(read.line());
            if (stored.epoch() != read.epoch()) {
                return false;
            }
            ItemUpdate update = blocked(
                            stored, Objects.requireNonNull(next.blockedUntil()), Objects.requireNonNull(next.block()))
                    .whenNumber(EPOCH, read.epoch())
                    .set("next_slot", Objects.requireNonNull(next.nextSlot()))
                    .set(EPOCH, next.epoch())
                    .set("slowed_per_mille", slowing.perMille())
                    .set("slowed_at", slowing.since());
            if (table.update(update.done())) {
                return true;
            }
        }
        throw StoreBusy.conflict("line " + read.line());
    }

    @Override
    public boolean reserve(LinePace read, @Nullable Instant next, Capacity capacity, Outage outage) {
        Outage.Block block = outage.blocked();
        ItemUpdate update = new ItemUpdate(table, Keys.linePace(read.line()))
                .whenNumber(PLAN, read.plan())
                .whenNumber(EPOCH, read.epoch())
                .set(PLAN, read.plan() + 1)
                .set("capacity", capacity.window())
                .set("lead", capacity.lead())
                .set(
                        "lately",
                        new ItemWriter()
                                .put("lately", texts(capacity.lately()))
                                .item()
                                .get("lately"))
                .set("steady_since", capacity.steadySince())
                .set("planned_at", capacity.plannedAt())
                .set("heard_of", outage.latest())
                .set("unanswered", outage.unanswered() == 0 ? null : outage.unanswered())
                .set("unanswered_code", outage.code())
                .set("out_from", block == null ? null : block.from())
                .set("out_since", block == null ? null : block.since())
                .set("out_until", block == null ? null : block.until())
                .set("out_waits", block == null ? null : block.waits())
                .set("probe_at", block == null ? null : block.probe())
                .set("next_campaign", read.nextCampaign());
        return table.update((next == null ? update : update.set("next_slot", next)).done());
    }

    @Override
    public void alarmSet(LineId id, Instant at) {
        var _ = table.update(
                new ItemUpdate(table, Keys.linePace(id)).set("alarm_at", at).done());
    }

    @Override
    public void block(LineId id, Instant until, LinePace.Block why) {
        for (int i = 0; i < TRIES; i++) {
            LinePace stored = pace(id);
            if (stored.equals(stored.blockedUntil(until, why))
                    || table.update(blocked(stored, until, why).done())) {
                return;
            }
        }
        throw StoreBusy.conflict("line " + id);
    }

    /**
     * The update of a line's block, on condition that the block is still the stored one. The table cannot compare the
     * ends itself: they are texts of different precision.
     */
    private ItemUpdate blocked(LinePace stored, Instant until, LinePace.Block why) {
        LinePace next = stored.blockedUntil(until, why);
        ItemUpdate update = new ItemUpdate(table, Keys.linePace(stored.line()))
                .set(BLOCKED_UNTIL, Objects.requireNonNull(next.blockedUntil()))
                .set("block_reason", Objects.requireNonNull(next.block()).name());
        Instant end = stored.blockedUntil();
        return end == null ? update.whenAbsent(BLOCKED_UNTIL) : update.when(BLOCKED_UNTIL, "=", end);
    }
}
