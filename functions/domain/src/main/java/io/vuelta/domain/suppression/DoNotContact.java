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
 * Where the do-not-contact list is kept. It goes by the numbers' identity keys: an entry for one form of a number holds for
 * every form, and is found, replaced and removed by any of them. A number's entries for every channel and for one stand side
 * by side and do not touch each other. Reads are strongly consistent: whoever asks after an entry was put hears of it. A store that cannot
 * answer throws {@code StoreBusy}; nobody may be contacted on the strength of that.
 */
public interface DoNotContact {
    /** Adds an entry; one with the same number and channel is replaced. */
    void put(Suppression entry);

    /**
     * Adds entries, as if put one after the other. Each number's are written together or not at all; where this throws,
     * some numbers' may be, and it may be called again.
     */
    void putAll(Collection<Suppression> entries);

    /** An entry in force that covers the channel; of two the one for every channel. */
    Optional<Suppression> find(PhoneNumber number, Channel channel, Instant now);

    /**
     * What {@link #find} finds, for each of the numbers for which it finds something; a hundred are read at once. An entry of the
     * last second may be missing: this is for loading contacts, who are looked up with {@link #find} before each attempt.
     */
    Map<PhoneNumber, Suppression> among(Collection<PhoneNumber> numbers, Channel channel, Instant now);

    /** All of a number's entries, the lapsed too: the one for every channel first, then by channel. */
    List<Suppression> ofNumber(PhoneNumber number);

    /**
     * Removes the entry for exactly this channel, or exactly the one for every channel.
     *
     * @param channel null: the entry for every channel; those for one stay
     * @return false if there was none
     */
    boolean remove(PhoneNumber number, @Nullable Channel channel);

    /**
     * Entries, the lapsed too, in an order that is the store's own and never changes; a number's stand together.
     *
     * @param after the last entry seen, which may be gone; empty: from the beginning
     * @param limit entries, at most; at least 1
     */
    Page list(Optional<Suppression.Key> after, int limit);

    /**
     * This entry and those before it, in the reverse order.
     *
     * @param to may be gone
     * @return its {@code next} is the entry with which the list goes on backwards; empty at the list's beginning
     */
    Page upTo(Suppression.Key to, int limit);

    /**
     * A piece of the list.
     *
     * @param next after which entry the list goes on; empty: this is its end
     */
    record Page(List<Suppression> entries, Optional<Suppression.Key> next) {
        public Page {
            entries = List.copyOf(entries);
        }

        /**
         * A page of at most {@code limit} entries.
         *
         * @param found the next entries, as far as was looked: more than {@code limit}, or all that are left
         */
        public static Page of(List<Suppression> found, int limit) {
            return found.size() > limit
                    ? new Page(
                            found.subList(0, limit),
                            Optional.of(found.get(limit - 1).key()))
                    : new Page(found, Optional.empty());
        }

        /** The same on the way back, where the first entry that is left over is the one to go on with. */
        public static Page reversed(List<Suppression> found, int limit) {
            return found.size() > limit
                    ? new Page(
                            found.subList(0, limit),
                            Optional.of(found.get(limit).key()))
                    : new Page(found, Optional.empty());
        }
    }
}
