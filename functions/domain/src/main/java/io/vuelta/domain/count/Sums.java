package io.vuelta.domain.count;

/**
 * The sums of a campaign's changes that the change stream has delivered so far. They lag behind the table, usually by
 * seconds. When the stream has been read to its end, the sums equal a recount.
 *
 * @param counters the counts in one of the campaign's cycles
 * @param claims how many times a contact was claimed
 * @param ends how many times a claim ended or was released
 * @param added how many times a contact was added to the campaign
 * @param edits see {@link io.vuelta.domain.contact.Contact#edits}
 * @param recount true if a change could not be counted
 */
public record Sums(Counters counters, long claims, long ends, long added, long edits, boolean recount) {
    public static final Sums NONE = new Sums(Counters.NONE, 0, 0, 0, 0, false);

    public Sums plus(Sums other) {
        return new Sums(
                counters.plus(other.counters),
                claims + other.claims,
                ends + other.ends,
                added + other.added,
                edits + other.edits,
                recount || other.recount);
    }

    Sums minus(Sums other) {
        return new Sums(
                counters.minus(other.counters),
                claims - other.claims,
                ends - other.ends,
                added - other.added,
                edits - other.edits,
                recount);
    }

    /** The sums of the same contacts in the next cycle. */
    Sums nextCycle() {
        return new Sums(counters.nextCycle(), claims, ends, added, edits, recount);
    }

    Sums toBeRecounted() {
        return new Sums(counters, claims, ends, added, edits, true);
    }
}
