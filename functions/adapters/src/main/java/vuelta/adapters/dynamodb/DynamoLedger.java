package vuelta.adapters.dynamodb;

import static vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import java.time.LocalDate;
import java.util.ArrayList;
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
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.AttemptChange;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.LoadedBatch;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.ledger.StoreBusy;

/** The ledger: a commit is one TransactWriteItems, or a plain conditional put where it is of one item. */
public final class DynamoLedger implements Ledger {
    /** A day that turned between reading and writing is met at most once; the rest is room for races. */
    private static final int TRIES = 5;

    private final DynamoTable table;

    public DynamoLedger(DynamoTable table) {
        this.table = table;
    }

    @Override
    public Result commit(Commit commit) {
        for (int i = 0; i < TRIES; i++) {
            Writes writes = writes(commit);
            Result result = writes.apply();
            boolean dayTurned = commit.uncounted() != null
                    && result instanceof Result.Lost lost
                    && lost.limits()
                    && lost.contacts().isEmpty()
                    && lost.attempts().isEmpty();
            if (!dayTurned) {
                return result;
            }
        }
        throw new StoreBusy("the pacing of " + commit.campaign() + " keeps changing", new IllegalStateException());
    }

    private Writes writes(Commit commit) {
        Writes writes = new Writes();
        commit.contacts().forEach(writes::contact);
        commit.attempts().forEach(writes::attempt);
        pacing(commit).ifPresent(writes::limits);
        Map<String, Long> counts = commit.counterChange().counts();
        if (!counts.isEmpty()) {
            writes.plain(addition(Keys.counters(commit.campaign()), counts));
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
        Claiming claiming = commit.claiming();
        if (claiming != null) {
            return Optional.of(claim(commit.campaign(), claiming, change));
        }
        LocalDate uncounted = commit.uncounted();
        if (uncounted != null) {
            return Optional.of(uncount(commit.campaign(), uncounted, change));
        }
        return change == 0
                ? Optional.empty()
                : Optional.of(addition(Keys.pacing(commit.campaign()), Map.of("in_flight", (long) change)));
    }

    private Update claim(CampaignId campaign, Claiming claiming, int claimed) {
        Map<String, AttributeValue> values = expressionValues(
                ":plan", claiming.read().plan(),
                ":next_plan", claiming.read().plan() + 1,
                ":shard", claiming.sweep().shard(),
                ":after", claiming.sweep().after(),
                ":next_start", claiming.nextStart(),
                ":day", claiming.day(),
                ":claimed", claimed,
                ":room", claiming.maxInFlight() - claimed);
        String condition = "plan_no = :plan AND in_flight <= :room";
        String set = "SET plan_no = :next_plan, sweep_shard = :shard, sweep_after = :after, next_start = :next_start";
        boolean sameDay = claiming.day().equals(claiming.read().day());
        if (sameDay) {
            condition += " AND sent_day = :day";
            if (claiming.maxOnDay().isPresent()) {
                condition += " AND sent <= :left";
                values.put(":left", number(claiming.maxOnDay().getAsInt() - claimed));
            }
        } else {
            condition += " AND (attribute_not_exists(sent_day) OR sent_day < :day)";
            set += ", sent_day = :day, sent = :claimed";
            // More than a whole day's limit at once: a condition that cannot hold refuses it like any other.
            if (claimed > claiming.maxOnDay().orElse(Integer.MAX_VALUE)) {
                condition += " AND attribute_not_exists(pk)";
            }
        }
        return table.updateOf(Keys.pacing(campaign))
                .updateExpression(set + " ADD in_flight :claimed" + (sameDay ? ", sent :claimed" : ""))
                .conditionExpression(condition)
                .expressionAttributeValues(values)
                .build();
    }

    /** One less on its day, if that is still the day that is counted; never less than none. */
    private Update uncount(CampaignId campaign, LocalDate day, int change) {
        Pacing read = pacing(campaign);
        boolean counted = read.sentOn(day) > 0;
        Map<String, AttributeValue> values = expressionValues(":change", change, ":day", day, ":none", 0);
        if (counted) {
            values.put(":less", number(-1));
        }
        return table.updateOf(Keys.pacing(campaign))
                .updateExpression("ADD in_flight :change" + (counted ? ", sent :less" : ""))
                .conditionExpression(
                        counted
                                ? "sent_day = :day AND sent > :none"
                                : "attribute_not_exists(sent_day) OR sent_day <> :day OR sent = :none")
                .expressionAttributeValues(values)
                .build();
    }

    private Update addition(Keys keys, Map<String, Long> counts) {
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) -> {
            values.put(":" + name, number(count));
            parts.add(name + " :" + name);
        });
        return table.updateOf(keys)
                .updateExpression("ADD " + String.join(", ", parts))
                .conditionExpression("attribute_exists(pk)")
                .expressionAttributeValues(values)
                .build();
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
                item.number("plan_no"));
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
            if (value.n() != null && !value.n().equals("0")) {
                counts.put(name, Long.parseLong(value.n()));
            }
        });
        return new Counters(counts);
    }

    @Override
    public void waiting(CampaignId campaign, @Nullable Waiting waiting) {
        Update.Builder update = table.updateOf(Keys.pacing(campaign)).conditionExpression("attribute_exists(pk)");
        if (waiting == null) {
            update.updateExpression("REMOVE waiting, waiting_until");
        } else if (waiting.until() == null) {
            update.updateExpression("SET waiting = :reason REMOVE waiting_until")
                    .expressionAttributeValues(
                            expressionValues(":reason", waiting.reason().wire()));
        } else {
            update.updateExpression("SET waiting = :reason, waiting_until = :until")
                    .expressionAttributeValues(
                            expressionValues(":reason", waiting.reason().wire(), ":until", waiting.until()));
        }
        table.update(update.build());
    }

    @Override
    public boolean moveSweep(CampaignId campaign, Pacing read, Sweep to) {
        return table.update(table.updateOf(Keys.pacing(campaign))
                .updateExpression("SET plan_no = :next, sweep_shard = :shard, sweep_after = :after")
                .conditionExpression("plan_no = :plan")
                .expressionAttributeValues(expressionValues(
                        ":plan", read.plan(), ":next", read.plan() + 1, ":shard", to.shard(), ":after", to.after()))
                .build());
    }

    @Override
    public boolean finish(Campaign finished) {
        CampaignId id = finished.id();
        TransactWriteItem put = TransactWriteItem.builder()
                .put(table.putOf(DynamoCampaigns.item(finished.written()))
                        .conditionExpression("version = :read")
                        .expressionAttributeValues(expressionValues(":read", finished.version()))
                        .build())
                .build();
        TransactWriteItem unlist = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table.name()).key(DynamoTable.key(Keys.active(finished.line(), id))))
                .build();
        List<String> nobody = new ArrayList<>();
        for (ContactStatus status : List.of(ContactStatus.QUEUE, ContactStatus.RETRYING, ContactStatus.SENDING)) {
            String name = Counters.name(status);
            nobody.add("(attribute_not_exists(" + name + ") OR " + name + " = :none)");
        }
        return DynamoTable.written(table.transact(List.of(
                put,
                unlist,
                check(Keys.counters(id), String.join(" AND ", nobody)),
                check(Keys.pacing(id), "in_flight = :none AND loading = :none"))));
    }

    private TransactWriteItem check(Keys keys, String condition) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table.name())
                        .key(DynamoTable.key(keys))
                        .conditionExpression(condition)
                        .expressionAttributeValues(expressionValues(":none", 0)))
                .build();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /** The writes of one commit, each with what its refusal means. */
    private final class Writes {
        private final List<TransactWriteItem> items = new ArrayList<>();
        private final Map<Integer, ContactId> contacts = new HashMap<>();
        private final Map<Integer, AttemptId> attempts = new HashMap<>();
        private int limits = -1;
        private int batch = -1;

        void contact(ContactChange change) {
            contacts.put(items.size(), change.after().id());
            long read = change.before() == null ? 0 : change.before().version();
            put(DynamoContacts.item(change.after(), read + 1), change.before() == null, read);
        }

        void attempt(AttemptChange change) {
            attempts.put(items.size(), change.after().id());
            long read = change.before() == null ? 0 : change.before().version();
            put(DynamoAttempts.item(change.after(), read + 1), change.before() == null, read);
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

        void limits(Update update) {
            limits = items.size();
            plain(update);
        }

        void plain(Update update) {
            items.add(TransactWriteItem.builder().update(update).build());
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
            plain(addition(
                    Keys.upload(loaded.upload()),
                    Map.of(
                            "batches_loaded", 1L,
                            "rows_read", (long) loaded.rows(),
                            "accepted", (long) loaded.accepted(),
                            "repaired", (long) loaded.repaired(),
                            "duplicates", (long) loaded.duplicates(),
                            "refused", (long) loaded.refused())));
        }

        Result apply() {
            List<Boolean> refused = items.size() == 1 && items.getFirst().put() != null
                    ? List.of(!table.put(items.getFirst().put()))
                    : table.transact(items);
            if (DynamoTable.written(refused)) {
                return new Result.Done();
            }
            Set<ContactId> lostContacts = new HashSet<>();
            Set<AttemptId> lostAttempts = new HashSet<>();
            contacts.forEach((at, id) -> {
                if (refused.get(at)) {
                    lostContacts.add(id);
                }
            });
            attempts.forEach((at, id) -> {
                if (refused.get(at)) {
                    lostAttempts.add(id);
                }
            });
            return new Result.Lost(
                    lostContacts, lostAttempts, limits >= 0 && refused.get(limits), batch >= 0 && refused.get(batch));
        }
    }
}
