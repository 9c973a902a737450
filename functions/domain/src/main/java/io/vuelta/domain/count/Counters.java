package io.vuelta.domain.count;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.price.MessageCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a campaign. They are sums over its contacts and attempts, read in one of the campaign's cycles. Each
 * change of a contact or attempt adds the difference between its counts after and before.
 *
 * @param counts the counts by name; an absent one is 0
 */
public record Counters(Map<String, Long> counts) {
    public static final Counters NONE = new Counters(Map.of());

    private static final String FRESH = "fresh";
    private static final String WAITING = "waiting";
    private static final String RETRIES = "retries";
    private static final String CALLS = "calls";
    private static final String CALLS_OVER = "calls_over";

    /**
     * The names of counts of failed calls. They are short because the item of the counts must fit into one write unit.
     */
    private static final String CALLS_BUSY = "busy";

    private static final String CALLS_NOT_ANSWERED = "no_answer";
    private static final String CALLS_FAILED = "failed";

    private static final String CALL_SECONDS = "call_seconds";
    private static final String BILLED_SECONDS = "billed_seconds";
    private static final String MESSAGES = "messages";
    private static final String MESSAGES_DELIVERED = "messages_delivered";
    private static final String MESSAGES_READ = "messages_read";

    /** Prefix of a line's id: the number of its ended calls, and their billed seconds. */
    private static final String CHARGED_CALLS = "charged_calls@";

    private static final String CHARGED_SECONDS = "charged_seconds@";

    /**
     * Prefix of an optional category and a line's id: the number of its messages that were accepted and did not fail.
     */
    private static final String CHARGED_MESSAGES = "charged_messages_";

    private static final String AT = "@";

    /** Prefix of a status: the number of contacts in this status that return in the next cycle. */
    private static final String RETURNING = "returning_";

    private static final String RETURNING_RETRIES = RETURNING + RETRIES;

    public Counters {
        counts = Map.copyOf(counts);
    }

    /** The counts of one contact; a removed contact has none. */
    public static Counters of(Contact contact) {
        if (contact.status() == ContactStatus.REMOVED) {
            return NONE;
        }
        Map<String, Long> counts = new HashMap<>();
        counts.put(name(contact.status()), 1L);
        if (contact.isFresh()) {
            counts.put(FRESH, 1L);
        }
        if (contact.waits()) {
            counts.put(WAITING, 1L);
        }
        put(counts, RETRIES, contact.tally().retries());
        if (contact.cyclePosition().returns()) {
            counts.put(RETURNING + name(contact.status()), 1L);
            put(counts, RETURNING_RETRIES, contact.tally().retries());
        }
        return new Counters(counts);
    }

    private static void put(Map<String, Long> counts, String name, long count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }

    /**
     * The counts of one attempt; empty before a request may have been sent to the provider, and if the attempt was
     * certainly not placed.
     */
    public static Counters of(Attempt attempt) {
        if (!attempt.mayBePlaced() || attempt.notPlaced()) {
            return NONE;
        }
        return new Counters(
                switch (attempt) {
                    case Call call -> ofCall(call);
                    case Message message -> ofMessage(message);
                });
    }

    private static Map<String, Long> ofCall(Call call) {
        Map<String, Long> counts = new HashMap<>();
        counts.put(CALLS, 1L);
        if (call.isOver()) {
            counts.put(CALLS_OVER, 1L);
            Instant ended = call.state().endedAt();
            put(
                    counts,
                    CALL_SECONDS,
                    ended == null
                            ? 0
                            : Duration.between(call.createdAt(), ended).toSeconds());
            put(counts, BILLED_SECONDS, call.state().billed().toSeconds());
            counts.put(CHARGED_CALLS + call.line(), 1L);
            put(counts, CHARGED_SECONDS + call.line(), call.state().billed().toSeconds());
        }
        notReached(call).ifPresent(name -> counts.put(name, 1L));
        AnsweredBy by = call.state().answeredBy();
        if (call.status() == CallStatus.ENDED && by != null) {
            counts.put(name(by), 1L);
        }
        return counts;
    }

    private static Optional<String> notReached(Call call) {
        return switch (call.status()) {
            case BUSY -> Optional.of(CALLS_BUSY);
            case NO_ANSWER -> Optional.of(CALLS_NOT_ANSWERED);
            case FAILED -> Optional.of(CALLS_FAILED);
            case CREATED, QUEUED, RINGING, IN_PROGRESS, FORWARDING, UNKNOWN, ENDED -> Optional.empty();
        };
    }

    private static Map<String, Long> ofMessage(Message message) {
        Map<String, Long> counts = new HashMap<>();
        counts.put(MESSAGES, 1L);
        if (message.status().compareTo(MessageStatus.DELIVERED) >= 0) {
            counts.put(MESSAGES_DELIVERED, 1L);
        }
        if (message.status().compareTo(MessageStatus.READ) >= 0) {
            counts.put(MESSAGES_READ, 1L);
        }
        if (message.isOver() && message.status() != MessageStatus.FAILED) {
            MessageCategory category = message.category();
            counts.put(CHARGED_MESSAGES + (category == null ? "" : category.wire()) + AT + message.line(), 1L);
        }
        return counts;
    }

    /**
     * The counts of the same contacts and attempts in the next cycle. They are derived from these counts, without
     * reading contacts.
     */
    public Counters nextCycle() {
        return plus(nextCycleChange());
    }

    private Counters nextCycleChange() {
        Map<String, Long> change = new HashMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(RETURNING)) {
                change.put(name, -count);
                change.put(name.substring(RETURNING.length()), -count);
            }
        });
        long back = returning();
        for (String name : List.of(name(ContactStatus.QUEUE), FRESH, WAITING)) {
            change.merge(name, back, Long::sum);
        }
        change.values().removeIf(count -> Objects.equals(count, 0L));
        return new Counters(change);
    }

    /** The number of contacts that return in the next cycle. */
    public long returning() {
        long sum = 0;
        for (ContactStatus status : ContactStatus.values()) {
            sum += get(RETURNING + name(status));
        }
        return sum;
    }

    /** The difference: these counts minus the others. */
    Counters minus(Counters other) {
        return plus(other.negated());
    }

    public Counters plus(Counters other) {
        if (other.counts.isEmpty()) {
            return this;
        }
        if (counts.isEmpty()) {
            return other;
        }
        Map<String, Long> sum = new HashMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Counters::sumUnlessZero));
        return new Counters(sum);
    }

    /** The sum; null for 0, which removes the entry. */
    private static @Nullable Long sumUnlessZero(Long one, Long other) {
        long sum = one + other;
        return sum == 0 ? null : sum;
    }

    private Counters negated() {
        Map<String, Long> negated = new HashMap<>();
        counts.forEach((name, count) -> negated.put(name, -count));
        return new Counters(negated);
    }

    public long in(ContactStatus status) {
        return get(name(status));
    }

    public long contacts() {
        long sum = 0;
        for (ContactStatus status : ContactStatus.values()) {
            sum += in(status);
        }
        return sum;
    }

    /** The number of contacts in {@code queue} that only the scan finds. */
    public long fresh() {
        return get(FRESH);
    }

    /** The number of contacts that wait for an attempt. */
    public long waiting() {
        return get(WAITING);
    }

    public long retries() {
        return get(RETRIES);
    }

    /** The number of calls that were placed, may have been placed, or failed. */
    public long calls() {
        return get(CALLS);
    }

    /** The number of these calls that have ended. */
    public long callsOver() {
        return get(CALLS_OVER);
    }

    /** The number of failed calls that were busy. */
    public long callsBusy() {
        return get(CALLS_BUSY);
    }

    /** The number of failed calls without an answer. */
    public long callsNotAnswered() {
        return get(CALLS_NOT_ANSWERED);
    }

    /** The number of calls that failed for another reason. */
    public long callsFailed() {
        return get(CALLS_FAILED);
    }

    /** The total time of ended calls from beginning to end, in seconds. */
    public long callSeconds() {
        return get(CALL_SECONDS);
    }

    /** The total billed time of ended calls, in seconds, rounded down for each call. */
    public long billedSeconds() {
        return get(BILLED_SECONDS);
    }

    /** The number of messages that were sent, may have been sent, or failed. */
    public long messages() {
        return get(MESSAGES);
    }

    /** The number of these messages that were delivered or reached a later status. */
    public long messagesDelivered() {
        return get(MESSAGES_DELIVERED);
    }

    /** The number of these messages that were read or answered. */
    public long messagesRead() {
        return get(MESSAGES_READ);
    }

    /** The use of a line that must be paid. */
    public sealed interface Use {
        LineId line();

        /** Calls that are over. */
        record Calls(LineId line, long calls, long billedSeconds) implements Use {}

        /**
         * Messages that were accepted and did not fail.
         *
         * @param category the category; null if unknown
         */
        record Messages(LineId line, @Nullable MessageCategory category, long messages) implements Use {}
    }

    /** The paid use of each line, in no order. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        counts.forEach((name, count) -> {
            LineId line = name.contains(AT) ? new LineId(name.substring(name.indexOf(AT) + 1)) : null;
            if (line != null && name.startsWith(CHARGED_CALLS)) {
                uses.add(new Use.Calls(line, count, get(CHARGED_SECONDS + line)));
            } else if (line != null && name.startsWith(CHARGED_MESSAGES)) {
                String category = name.substring(CHARGED_MESSAGES.length(), name.indexOf(AT));
                uses.add(new Use.Messages(line, MessageCategory.ofWire(category).orElse(null), count));
            }
        });
        return uses;
    }

    public long answeredBy(AnsweredBy by) {
        return get(name(by));
    }

    private static String name(ContactStatus status) {
        return "contacts_" + status.wire();
    }

    private static String name(AnsweredBy by) {
        return "calls_by_" + by.wire();
    }

    private long get(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
