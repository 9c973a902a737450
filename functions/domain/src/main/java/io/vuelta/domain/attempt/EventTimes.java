package io.vuelta.domain.attempt;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When each event of an attempt first happened. The result does not depend on the order or the repetition of the
 * events.
 */
final class EventTimes {
    static final SortedMap<String, Instant> NOTHING = Collections.unmodifiableSortedMap(new TreeMap<>());

    private EventTimes() {}

    static SortedMap<String, Instant> copy(SortedMap<String, Instant> told) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(told));
    }

    static SortedMap<String, Instant> without(SortedMap<String, Instant> told, String what) {
        SortedMap<String, Instant> fewer = new TreeMap<>(told);
        fewer.remove(what);
        return fewer;
    }

    static SortedMap<String, Instant> with(SortedMap<String, Instant> told, String what, Instant at) {
        SortedMap<String, Instant> more = new TreeMap<>(told);
        more.merge(what, at, (known, heard) -> heard.isBefore(known) ? heard : known);
        return more;
    }
}
