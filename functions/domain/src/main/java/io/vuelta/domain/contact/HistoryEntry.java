package io.vuelta.domain.contact;

import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision about a contact, and why.
 *
 * @param what the decision as a code; it becomes the reason of the contact's status
 * @param attempt the number of the attempt that the decision concerns; 0 for none
 * @param until depending on {@code what}: when the planned attempt begins, when the next attempt may begin, or when the
 *     decision ends; null if unknown
 * @param detail further data, depending on {@code what}: the entry of the do-not-contact list, or the time zone in
 *     which the window is closed; null for none
 */
public record HistoryEntry(
        Instant at,
        String what,
        int attempt,
        @Nullable Instant until,
        @Nullable String detail) {
    private static final String LEFT_OUT = TimelineCode.LEFT_OUT.withDetail("");

    /** An entry without a detail. */
    public HistoryEntry(Instant at, String what, int attempt, @Nullable Instant until) {
        this(at, what, attempt, until, null);
    }

    /** The entry without its detail, which may be personal data. */
    HistoryEntry erased() {
        return new HistoryEntry(at, what, attempt, until);
    }

    /**
     * The latest of these entries. If the oldest are omitted, the first entry of the result has their number and the
     * instant of the last omitted one.
     *
     * @param most maximum number of entries of the result, at least 2
     */
    static List<HistoryEntry> latest(List<HistoryEntry> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<HistoryEntry> left = all.subList(0, all.size() - most + 1);
        int count = left.stream().mapToInt(HistoryEntry::counts).sum();
        List<HistoryEntry> latest = new ArrayList<>();
        latest.add(new HistoryEntry(left.getLast().at(), LEFT_OUT + count, 0, null));
        latest.addAll(all.subList(left.size(), all.size()));
        return latest;
    }

    /** The number of entries that this one stands for. */
    private int counts() {
        return what.startsWith(LEFT_OUT) ? Integer.parseInt(what.substring(LEFT_OUT.length())) : 1;
    }
}
