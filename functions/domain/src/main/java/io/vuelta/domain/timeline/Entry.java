package io.vuelta.domain.timeline;

import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.text.WireName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a contact's timeline.
 *
 * @param at when it happened; never before the entry that caused it, see {@link CausalOrder}
 * @param code the meaning of the entry
 * @param what the stored text: the name of the code, or its prefix and the variable part
 * @param attempt the number of the attempt that the entry concerns; 0 for none
 * @param plannedFor when the planned attempt begins; null for an entry that plans none
 * @param nextAt when the next attempt may begin; null if unknown
 * @param until when the described state ends; null if unknown
 * @param details the other facts of the sentence, by their names in the sentence
 */
public record Entry(
        Instant at,
        Kind kind,
        TimelineCode code,
        String what,
        int attempt,
        @Nullable Instant plannedFor,
        @Nullable Instant nextAt,
        @Nullable Instant until,
        SortedMap<String, Fact> details) {
    /**
     * The name of the detail with the time zone in which the entry's instants are shown, if it is not the campaign's.
     */
    static final String ZONE = "zone";

    public Entry {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** The kind of an entry. */
    public enum Kind implements WireName {
        /** A decision about the contact. */
        DECISION,
        /** An event of an attempt that the provider, or the agent's runtime, reported. */
        EVENT,
        /** The event for which the attempt under way waits. */
        AWAITED,
        /** Why a contact that must be tried is not tried at this moment. */
        NOT_TRIED,
        /** Why no attempt follows. */
        NO_MORE
    }

    /** An entry of a stored text. */
    static Entry of(Instant at, Kind kind, String what, int attempt) {
        TimelineCode code = TimelineCode.of(what);
        Entry entry = new Entry(at, kind, code, what, attempt, null, null, null, new TreeMap<>());
        return code.varies().isEmpty() ? entry : entry.with(code.varies(), new Fact.Text(code.rest(what)));
    }

    static Entry of(Instant at, Kind kind, TimelineCode code, int attempt) {
        return of(at, kind, code.name(), attempt);
    }

    Entry shownAt(Instant when) {
        return copy(copy -> copy.at = when);
    }

    Entry plannedFor(@Nullable Instant begins) {
        return copy(copy -> copy.plannedFor = begins);
    }

    Entry nextAt(@Nullable Instant next) {
        return copy(copy -> copy.nextAt = next);
    }

    Entry until(@Nullable Instant end) {
        return copy(copy -> copy.until = end);
    }

    Entry with(String name, @Nullable Fact fact) {
        if (fact == null) {
            return this;
        }
        SortedMap<String, Fact> more = new TreeMap<>(details);
        more.put(name, fact);
        return copy(copy -> copy.details = more);
    }

    Entry with(String name, long count) {
        return with(name, new Fact.Count(count));
    }

    private Entry copy(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** The fields of an entry that is about to be made from another one. */
    private static final class Copy {
        private Instant at;
        private final Kind kind;
        private final TimelineCode code;
        private final String what;
        private final int attempt;
        private @Nullable Instant plannedFor;
        private @Nullable Instant nextAt;
        private @Nullable Instant until;
        private SortedMap<String, Fact> details;

        Copy(Entry from) {
            at = from.at;
            kind = from.kind;
            code = from.code;
            what = from.what;
            attempt = from.attempt;
            plannedFor = from.plannedFor;
            nextAt = from.nextAt;
            until = from.until;
            details = from.details;
        }

        Entry done() {
            return new Entry(at, kind, code, what, attempt, plannedFor, nextAt, until, details);
        }
    }
}
