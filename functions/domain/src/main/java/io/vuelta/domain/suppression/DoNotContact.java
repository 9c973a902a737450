package io.vuelta.domain.suppression;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Store of the do-not-contact list. It uses the numbers' identity keys: an entry for one form of a number applies to
 * every form, and is found, replaced and removed by any of them. A number's entries for every channel and for one
 * channel are independent. Reads are strongly consistent: a read after a write finds the entry. If the store cannot
 * answer, it throws {@code StoreBusy}; then no attempt may begin.
 */
public interface DoNotContact {
    /** Adds an entry; one with the same number and channel is replaced. */
    void put(Suppression entry);

    /**
     * Writes an entry if the list still has the entry that was read.
     *
     * @param read the entry of the same number and channel, as {@link #ofNumber} returned it; empty: there was none
     * @return false if another write came first; then nothing is written
     */
    boolean replace(Optional<Suppression> read, Suppression entry);

    /**
     * Adds entries, as if they were put one after the other. The entries of one number are written together or not at
     * all. If this throws, the entries of some numbers may have been written, and the call may be repeated.
     */
    void putAll(Collection<Suppression> entries);

    /** The entry in force that covers the channel; if there are two, the one for every channel. */
    Optional<Suppression> find(PhoneNumber number, Channel channel, Instant now);

    /**
     * The results of {@link #find} for these numbers, for each number that has one; a hundred are read together. An
     * entry of the last second may be missing. This is for loading contacts, which are checked with {@link #find}
     * before each attempt.
     */
    Map<PhoneNumber, Suppression> among(Collection<PhoneNumber> numbers, Channel channel, Instant now);

    /** All entries of a number, including expired ones: first the entry for every channel, then by channel. */
    List<Suppression> ofNumber(PhoneNumber number);

    /**
     * Removes the entry for exactly this channel, or only the entry for every channel.
     *
     * @param channel null: the entry for every channel; entries for one channel stay
     * @return false if there was none
     */
    boolean remove(PhoneNumber number, @Nullable Channel channel);

    /**
     * Entries, including expired ones, in a constant order of the store; the entries of a number are adjacent.
     *
     * @param after the last entry of the previous page, which may no longer exist; empty: from the beginning
     * @param limit maximum number of entries; at least 1
     */
    Page list(Optional<Suppression.Key> after, int limit);

    /**
     * This entry and those before it, in the reverse order.
     *
     * @param to the entry; it may no longer exist
     * @return its {@code next} is the entry at which the list continues backwards; empty at the list's beginning
     */
    Page upTo(Suppression.Key to, int limit);

    /**
     * A page of the list.
     *
     * @param next the entry after which the list continues; empty at its end
     */
    record Page(List<Suppression> entries, Optional<Suppression.Key> next) {
        public Page {
            entries = List.copyOf(entries);
        }

        /**
         * A page of at most {@code limit} entries.
         *
         * @param found the next entries: more than {@code limit}, or all remaining ones
         */
        public static Page of(List<Suppression> found, int limit) {
            return found.size() > limit
                    ? new Page(
                            found.subList(0, limit),
                            Optional.of(found.get(limit - 1).key()))
                    : new Page(found, Optional.empty());
        }

        /** A page in the reverse direction: the first remaining entry is its cursor. */
        public static Page reversed(List<Suppression> found, int limit) {
            return found.size() > limit
                    ? new Page(
                            found.subList(0, limit),
                            Optional.of(found.get(limit).key()))
                    : new Page(found, Optional.empty());
        }
    }
}
