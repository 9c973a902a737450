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

    static SortedMap<String, Instant> copy(SortedMap<String, Instant> eventTimes) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(eventTimes));
    }

    static SortedMap<String, Instant> without(SortedMap<String, Instant> eventTimes, String what) {
        SortedMap<String, Instant> fewer = new TreeMap<>(eventTimes);
        fewer.remove(what);
        return fewer;
    }

    static SortedMap<String, Instant> with(SortedMap<String, Instant> eventTimes, String what, Instant at) {
        SortedMap<String, Instant> more = new TreeMap<>(eventTimes);
        more.merge(what, at, (known, received) -> received.isBefore(known) ? received : known);
        return more;
    }
}
