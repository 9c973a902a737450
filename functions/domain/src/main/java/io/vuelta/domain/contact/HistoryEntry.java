package io.vuelta.domain.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision about a contact, and why.
 *
 * @param what as a code: the contact's reason from then on
 * @param attempt number of the attempt that it is about; 0 for none
 * @param until when the planned attempt begins, the next one may, or what was decided ends, depending on {@code what}; null
 *     where that is not known
 * @param detail what else is to be known of it, depending on {@code what}: the entry of the do-not-contact list, or the
 *     zone in which the window is closed; null for nothing
 */
public record HistoryEntry(
        Instant at,
        String what,
        int attempt,
        @Nullable Instant until,
        @Nullable String detail) {
    private static final String LEFT_OUT = "LEFT_OUT_";

    /** Without a detail. */
    public HistoryEntry(Instant at, String what, int attempt, @Nullable Instant until) {
        this(at, what, attempt, until, null);
    }

    /** Without its detail, which may tell of the person. */
    HistoryEntry erased() {
        return new HistoryEntry(at, what, attempt, until);
    }

    /**
     * The latest of these entries. If the oldest are left out, the first entry of the result has their number, and the
     * instant of the last of them.
     *
     * @param most entries of the result, at least 2
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

    /** Number of entries that this one replaces. */
    private int counts() {
        return what.startsWith(LEFT_OUT) ? Integer.parseInt(what.substring(LEFT_OUT.length())) : 1;
    }
}
