package vuelta.adapters.dynamodb;

import static java.util.Objects.requireNonNull;
import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Message;
import vuelta.domain.campaign.Breaker;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Sweep;
import vuelta.domain.count.Counters;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.store.StoreBusy;
import vuelta.domain.upload.LoadedBatch;

/**
 * The ledger: a commit is one TransactWriteItems, or a plain conditional put where it is of one item. The counters carry the
 * cycle whose counts they are, and the pacing its limits; both are conditions where they are written.
 */
public final class DynamoLedger implements Ledger {
    /** A day that turned between reading and writing is met at most once; the rest is room for races. */
    private static final int TRIES = 5;

    /** Of the counters: see {@link Campaign#phase}. */
    static final String PHASE = "phase";

    private static final String PLAN = "plan_no";
    private static final String ENDED = "ended";
    private static final String TECHNICAL = "technical";

    /** DynamoDB takes 300 operands and 4 KB an update. */
    private static final int MOST_FORGOTTEN = 200;

    private final DynamoTable table;

    public DynamoLedger(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Result commit(Commit commit) {
        for (int i = 0; i < TRIES; i++) {
            Writes writes = writes(commit);
            List<Boolean> refused = writes.apply();
            boolean dayTurned = commit.uncounted() != null && writes.onlyPacing(refused);
            if (!dayTurned) {
                return writes.result(refused);
            }
        }
        throw new StoreBusy("the pacing of " + commit.id() + " keeps changing", new IllegalStateException());
    }

    private Writes writes(Commit commit) {
        Writes writes = new Writes();
        commit.contacts().forEach(writes::contact);
        commit.attempts().forEach(writes::attempt);
        pacing(commit).ifPresent(writes::pacing);
        Map<String, Long> counts = commit.counterChange().counts();
        if (!counts.isEmpty()) {
            // Counts of another phase mean something else: whoever decided before it began decides again.
            writes.counters(addition(Keys.counters(commit.id()), counts)
                    .when(PHASE, "=", commit.campaign().phase())
                    .done());
        }
        LoadedBatch batch = commit.batch();
        if (batch != null) {
            writes.batch(batch);
        }
        return writes;
    }

    /** What the commit does to the pacing item: its limits are conditions here. */
    private Optional<Update> pacing(Commit commit) {
        int change = commit.inFlightChange();
        List<Breaker.Ended> ended = commit.ended();
        Claiming claiming = commit.claiming();
        LocalDate uncounted = commit.uncounted();
        if (change == 0 && ended.isEmpty() && claiming == null && uncounted == null) {
            return Optional.empty();
        }
        ItemUpdate update =
                new ItemUpdate(table, Keys.pacing(commit.id())).whenItExists().add("in_flight", change);
        if (!ended.isEmpty()) {
            update.append(
                    ENDED, ended.stream().map(one -> text(one, commit.id())).toList());
        }
        if (claiming != null) {
            claim(update, claiming, change);
        }
        if (uncounted != null) {
            uncount(update, pacing(commit.id()), uncounted);
        }
        return Optional.of(update.done());
    }

    private static void claim(ItemUpdate update, Claiming claiming, int claimed) {
        Pacing read = claiming.read();
        update.when(PLAN, "=", read.plan())
                .when("in_flight", "<=", claiming.maxInFlight() - claimed)
                .set(PLAN, read.plan() + 1)
                .set("sweep_shard", claiming.sweep().shard())
                .set("sweep_after", claiming.sweep().after())
                .set("next_start", claiming.nextStart());
        if (claiming.day().equals(read.day())) {
            update.when("sent_day", "=", claiming.day()).add("sent", claimed);
            claiming.maxOnDay().ifPresent(most -> update.when("sent", "<=", most - claimed));
            return;
        }
        update.set("sent_day", claiming.day())
                .set("sent", claimed)
                .value(":day", claiming.day())
                .when("attribute_not_exists(sent_day) OR sent_day < :day");
        // More than a whole day's limit at once: a condition that cannot hold refuses it like any other.
        if (claimed > claiming.maxOnDay().orElse(Integer.MAX_VALUE)) {
            update.when("attribute_not_exists(pk)");
        }
    }

    /** One less on its day, if that is still the day that is counted; never less than none. */
    private static void uncount(ItemUpdate update, Pacing read, LocalDate day) {
        if (read.sentOn(day) > 0) {
            update.when("sent_day", "=", day).when("sent", ">", 0).add("sent", -1);
        } else {
            update.value(":day", day)
                    .value(":none", 0)
                    .when("attribute_not_exists(sent_day) OR sent_day <> :day OR sent = :none");
        }
    }

    private ItemUpdate addition(Keys keys, Map<String, Long> counts) {
        ItemUpdate update = new ItemUpdate(table, keys).whenItExists();
        counts.forEach(update::add);
        return update;
    }

    /** {@code <attempt> <at> technical|-}, the campaign's own id left out: the pacing item is written often. */
    private static String text(Breaker.Ended ended, CampaignId campaign) {
        String own = campaign.value() + ".";
        String attempt = ended.attempt();
        return (attempt.startsWith(own) ? attempt.substring(campaign.value().length()) : attempt) + " " + ended.at()
                + " " + (ended.technical() ? TECHNICAL : "-");
    }

    private static Breaker.Ended ended(String text, CampaignId campaign) {
        List<String> parts = List.of(text.split(" ", 3));
        String attempt = parts.get(0);
        return new Breaker.Ended(
                attempt.startsWith(".") ? campaign.value() + attempt : attempt,
                Instant.parse(parts.get(1)),
                parts.get(2).equals(TECHNICAL));
    }

    @Override
    public Pacing pacing(CampaignId campaign) {
        ItemReader item = table.find(Keys.pacing(campaign))
                .orElseThrow(() -> new IllegalStateException("campaign " + campaign + " has no pacing"));
        return new Pacing(
                item.integer("in_flight"),
                item.dateOrNull("sent_day"),
                item.integer("sent"),
                new Sweep(item.integer("sweep_shard"), item.text("sweep_after")),
                item.instantOrNull("next_start"),
                waiting(item),
                item.integer("loading"),
                item.texts(ENDED).stream().map(text -> ended(text, campaign)).toList(),
                item.number("recounted"),
                item.number("planned_in"),
                item.number(PLAN));
    }

    private static @Nullable Waiting waiting(ItemReader item) {
        String reason = item.textOrNull("waiting");
        return reason == null
                ? null
                : new Waiting(
                        Waiting.Reason.valueOf(reason.toUpperCase(Locale.ROOT)), item.instantOrNull("waiting_until"));
    }

    @Override
    public Counters counters(CampaignId campaign) {
        ItemReader item = table.find(Keys.counters(campaign))
                .orElseThrow(() -> new IllegalStateException("campaign " + campaign + " has no counters"));
        Map<String, Long> counts = new HashMap<>();
        item.item().forEach((name, value) -> {
            if (!name.equals(PHASE) && value.n() != null && !value.n().equals("0")) {
                counts.put(name, Long.parseLong(value.n()));
            }
        });
        return new Counters(counts);
    }

    @Override
    public void waiting(CampaignId campaign, @Nullable Waiting waiting) {
        boolean unused = table.update(new ItemUpdate(table, Keys.pacing(campaign))
                .whenItExists()
                .set("waiting", waiting == null ? null : waiting.reason().wire())
                .set("waiting_until", waiting == null ? null : waiting.until())
                .done());
    }

    @Override
    public boolean mark(CampaignId campaign, Pacing read, Marks marks) {
        int forgotten = Math.min(marks.forgotten(), MOST_FORGOTTEN);
        boolean marked = table.update(new ItemUpdate(table, Keys.pacing(campaign))
                .when(PLAN, "=", read.plan())
                .set(PLAN, read.plan() + 1)
                .set("sweep_shard", marks.sweep().shard())
                .set("sweep_after", marks.sweep().after())
                .set("recounted", marks.recounted())
                .set("planned_in", marks.plannedIn())
                .removeFirst(ENDED, forgotten)
                .done());
        if (marked) {
            forget(campaign, read.plan() + 1, marks.forgotten() - forgotten);
        }
        return marked;
    }

    /** Those that one update cannot take away. Whoever plans meanwhile ends it: they are forgotten another time. */
    private void forget(CampaignId campaign, long plan, int more) {
        boolean asPlanned = true;
        for (int left = more; asPlanned && left > 0; left -= MOST_FORGOTTEN) {
            asPlanned = table.update(new ItemUpdate(table, Keys.pacing(campaign))
                    .when(PLAN, "=", plan)
                    .removeFirst(ENDED, Math.min(left, MOST_FORGOTTEN))
                    .done());
        }
    }

    @Override
    public boolean runDry(Campaign next) {
        CampaignId id = next.id();
        ItemUpdate none = new ItemUpdate(table, Keys.counters(id)).whenCountIs(Counters.waitingName(), 0);
        boolean finished = next.status() == CampaignStatus.FINISHED;
        List<TransactWriteItem> items = new ArrayList<>(List.of(
                put(next),
                finished ? item(none.set(PHASE, next.phase()).done()) : check(none),
                check(new ItemUpdate(table, Keys.pacing(id))
                        .when("in_flight", "=", 0)
                        .when("loading", "=", 0))));
        if (!next.isOnLine()) {
            items.add(TransactWriteItem.builder()
                    .delete(table.deleteOf(Keys.active(next.line(), id)).build())
                    .build());
        }
        return DynamoTable.written(table.transact(items));
    }

    @Override
    public boolean beginCycle(Campaign next, Counters read) {
        CampaignId id = next.id();
        ItemUpdate counters = addition(Keys.counters(id), read.nextCycle().counts())
                .when(PHASE, "=", next.phaseBefore())
                .set(PHASE, next.phase());
        read.returningCounts().forEach(counters::whenCountIs);
        ItemUpdate pacing = new ItemUpdate(table, Keys.pacing(id))
                .whenItExists()
                .set("sweep_shard", Sweep.START.shard())
                .set("sweep_after", Sweep.START.after())
                .add(PLAN, 1);
        return DynamoTable.written(
                table.transact(List.of(put(next), listed(next), item(counters.done()), item(pacing.done()))));
    }

    @Override
    public boolean reopen(Campaign next) {
        ItemUpdate counters = new ItemUpdate(table, Keys.counters(next.id()))
                .when(PHASE, "=", next.phaseBefore())
                .set(PHASE, next.phase());
        return DynamoTable.written(table.transact(List.of(put(next), listed(next), item(counters.done()))));
    }

    private TransactWriteItem listed(Campaign next) {
        return TransactWriteItem.builder()
                .put(table.putOf(new ItemWriter(Keys.active(next.line(), next.id())).item())
                        .build())
                .build();
    }

    /** On condition that it is as it was read. */
    private TransactWriteItem put(Campaign next) {
        return TransactWriteItem.builder()
                .put(table.putOf(CampaignItem.of(next.written()))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(expressionValues(":read", next.version()))
                        .build())
                .build();
    }

    /** The conditions alone. */
    private static TransactWriteItem check(ItemUpdate conditions) {
        return TransactWriteItem.builder().conditionCheck(conditions.check()).build();
    }

    private static TransactWriteItem item(Update update) {
        return TransactWriteItem.builder().update(update).build();
    }

    /** The writes of one commit, each with what its refusal means. */
    private final class Writes {
        private final List<TransactWriteItem> items = new ArrayList<>();
        private final Map<Integer, ContactId> contacts = new HashMap<>();
        private final Map<Integer, AttemptId> attempts = new HashMap<>();
        private int pacing = -1;
        private int counters = -1;
        private int batch = -1;

        void contact(ContactChange change) {
            contacts.put(items.size(), change.after().id());
            long read = change.before() == null ? 0 : change.before().version();
            put(DynamoContacts.item(change.after(), read + 1), change.before() == null, read);
        }

        void attempt(AttemptChange change) {
            attempts.put(items.size(), change.after().id());
            long read = change.before() == null ? 0 : change.before().version();
            put(AttemptItem.of(change.after(), read + 1), change.before() == null, read);
            if (change.after() instanceof Message after && becomesKnown(change.before(), after)) {
                sent(after);
            }
        }

        private static boolean becomesKnown(@Nullable Attempt before, Message after) {
            return after.providerId() != null && !(before instanceof Message message && message.providerId() != null);
        }

        private void sent(Message message) {
            Keys keys = new Keys(Keys.sent(message.line(), message.to()), requireNonNull(message.providerId()));
            items.add(TransactWriteItem.builder()
                    .put(table.putOf(new ItemWriter(keys)
                                    .put("attempt", message.id().toString())
                                    .put("created_at", message.createdAt())
                                    .item())
                            .build())
                    .build());
        }

        private void put(Map<String, AttributeValue> item, boolean isNew, long read) {
            Put.Builder put = table.putOf(item);
            items.add(TransactWriteItem.builder()
                    .put(
                            isNew
                                    ? put.conditionExpression("attribute_not_exists(pk)")
                                            .build()
                                    : put.conditionExpression("version = :read")
                                            .expressionAttributeValues(expressionValues(":read", read))
                                            .build())
                    .build());
        }

        void pacing(Update update) {
            pacing = items.size();
            items.add(item(update));
        }

        void counters(Update update) {
            counters = items.size();
            items.add(item(update));
        }

        void batch(LoadedBatch loaded) {
            batch = items.size();
            items.add(TransactWriteItem.builder()
                    .put(table.putOf(new ItemWriter(Keys.batch(loaded.upload(), loaded.number()))
                                    .put("accepted", (long) loaded.accepted())
                                    .put("duplicates", (long) loaded.duplicates())
                                    .put("refused", (long) loaded.refused())
                                    .putAll("problems", DynamoUploads.items(loaded.problems()))
                                    .item())
                            .conditionExpression("attribute_not_exists(pk)")
                            .build())
                    .build());
            items.add(item(addition(
                            Keys.upload(loaded.upload()),
                            Map.of(
                                    "batches_loaded", 1L,
                                    "rows_read", (long) loaded.rows(),
                                    "accepted", (long) loaded.accepted(),
                                    "repaired", (long) loaded.repaired(),
                                    "duplicates", (long) loaded.duplicates(),
                                    "updated", (long) loaded.updated(),
                                    "refused", (long) loaded.refused()))
                    .done()));
        }

        /** For each item, whether its own condition stood in the way. */
        List<Boolean> apply() {
            return items.size() == 1 && items.getFirst().put() != null
                    ? List.of(!table.put(items.getFirst().put()))
                    : table.transact(items);
        }

        boolean onlyPacing(List<Boolean> refused) {
            return refused(refused, pacing) && Collections.frequency(refused, true) == 1;
        }

        Result result(List<Boolean> refused) {
            return DynamoTable.written(refused)
                    ? new Result.Done()
                    : new Result.Lost(
                            lost(refused, contacts),
                            lost(refused, attempts),
                            refused(refused, pacing) || refused(refused, counters),
                            refused(refused, batch));
        }

        private static <T> Set<T> lost(List<Boolean> refused, Map<Integer, T> ids) {
            Set<T> lost = new HashSet<>();
            ids.forEach((at, id) -> {
                if (refused.get(at)) {
                    lost.add(id);
                }
            });
            return lost;
        }

        private static boolean refused(List<Boolean> refused, int at) {
            return at >= 0 && refused.get(at);
        }
    }
}
