package io.vuelta.domain.timeline;

import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Puts a contact's decisions and its attempts' events into causal order. Decisions are stored in their order, by our
 * clock. Providers stamp events by their own clock, mostly in whole seconds, so a stamp may be before the instant at
 * which the attempt began. No event is placed before the beginning of its attempt, or after the decision that it
 * caused. Events of one attempt in the same second are in the order in which a call or message progresses. If an
 * entry's stamp contradicts this, it is shown at the instant of its neighbour.
 */
final class CausalOrder {
    /** The ends of a call: each causes the decision on the attempt's outcome. */
    private static final Set<TimelineCode> ENDS = Set.of(
            TimelineCode.ENDED,
            TimelineCode.BUSY,
            TimelineCode.NO_ANSWER,
            TimelineCode.FAILED,
            TimelineCode.DETECTED_HUMAN,
            TimelineCode.DETECTED_MACHINE,
            TimelineCode.DETECTED_UNKNOWN,
            TimelineCode.NOT_DETECTED);

    /** Decisions that a previously reported end of the call has caused. */
    private static final Set<TimelineCode> COMES_OF_END = Set.of(
            TimelineCode.ANSWERED,
            TimelineCode.VOICEMAIL,
            TimelineCode.BUSY,
            TimelineCode.NO_ANSWER,
            TimelineCode.CALL_FAILED,
            TimelineCode.CONVERTED,
            TimelineCode.OPTED_OUT);

    /** Events of one second are in the order of these codes; any other one comes after them. */
    private static final List<Set<TimelineCode>> PROGRESS = List.of(
            Set.of(
                    TimelineCode.ACCEPTED_BY_PROVIDER,
                    TimelineCode.TAKEN_BY_PROVIDER,
                    TimelineCode.CREATED,
                    TimelineCode.UNKNOWN,
                    TimelineCode.LOOK_UP_FAILED),
            Set.of(TimelineCode.QUEUED, TimelineCode.SENT),
            Set.of(TimelineCode.RINGING, TimelineCode.DELIVERED),
            Set.of(TimelineCode.IN_PROGRESS, TimelineCode.READ),
            Set.of(TimelineCode.FORWARDING),
            Set.of(
                    TimelineCode.DETECTED_HUMAN,
                    TimelineCode.DETECTED_MACHINE,
                    TimelineCode.DETECTED_UNKNOWN,
                    TimelineCode.ACCEPTED,
                    TimelineCode.REJECTED));

    /** Events that come after every other event of the same second. */
    private static final List<Set<TimelineCode>> AFTERMATH = List.of(
            Set.of(TimelineCode.NOT_DETECTED, TimelineCode.RECORDED, TimelineCode.FOUND_BY_LOOK_UP),
            Set.of(TimelineCode.RESULT));

    private CausalOrder() {}

    /**
     * Decisions and events in one list, in the order of their instants.
     *
     * @param decisions in the order in which they were made
     */
    static List<Entry> of(List<Entry> decisions, List<Entry> events) {
        List<Entry> made = monotone(decisions);
        List<List<Entry>> behind = new ArrayList<>();
        for (int i = 0; i <= made.size(); i++) {
            behind.add(new ArrayList<>());
        }
        events.forEach(event -> behind.get(slot(made, event)).add(event));
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i <= made.size(); i++) {
            if (i > 0) {
                all.add(made.get(i - 1));
            }
            List<Entry> between = behind.get(i);
            between.sort(Comparator.comparing((Entry event) -> event.at().truncatedTo(ChronoUnit.SECONDS))
                    .thenComparingInt(event -> progress(event.code()))
                    .thenComparing(Entry::at));
            Instant next = i < made.size() ? made.get(i).at() : Instant.MAX;
            between.forEach(event -> all.add(event.at().isAfter(next) ? event.shownAt(next) : event));
        }
        return monotone(all);
    }

    /** No entry is earlier than the one before it. */
    private static List<Entry> monotone(List<Entry> entries) {
        List<Entry> shown = new ArrayList<>();
        Instant before = Instant.MIN;
        for (Entry entry : entries) {
            Entry next = entry.at().isBefore(before) ? entry.shownAt(before) : entry;
            shown.add(next);
            before = next.at();
        }
        return shown;
    }

    /** The number of decisions that come before the event. */
    private static int slot(List<Entry> decisions, Entry event) {
        int slot = beginning(decisions, event.attempt());
        while (slot < decisions.size()
                && decisions.get(slot).at().isBefore(event.at())
                && !leadsTo(event, decisions.get(slot))) {
            slot++;
        }
        return slot;
    }

    private static int beginning(List<Entry> decisions, int attempt) {
        for (int i = 0; i < decisions.size(); i++) {
            Entry decision = decisions.get(i);
            if (decision.code() == TimelineCode.BEGUN && decision.attempt() == attempt) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean leadsTo(Entry event, Entry decision) {
        return decision.attempt() == event.attempt()
                && (decision.what().equals(event.what())
                        || (ENDS.contains(event.code()) && COMES_OF_END.contains(decision.code())));
    }

    private static int progress(TimelineCode code) {
        for (int i = 0; i < PROGRESS.size(); i++) {
            if (PROGRESS.get(i).contains(code)) {
                return i;
            }
        }
        for (int i = 0; i < AFTERMATH.size(); i++) {
            if (AFTERMATH.get(i).contains(code)) {
                return PROGRESS.size() + 1 + i;
            }
        }
        return PROGRESS.size();
    }
}
