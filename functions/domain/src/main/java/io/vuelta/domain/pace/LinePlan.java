package io.vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plan of when attempts begin on a line. The slots have at least the line's spacing, and those of a campaign at
 * least its throttle. They are distributed fairly between the campaigns. Pure.
 *
 * @param slots the slots of each share, in the order of the shares
 * @param next the line's next free slot after these
 */
public record LinePlan(List<List<Instant>> slots, Instant next) {
    /** Maximum number of slots of one tick; if there is more work, the tick wakes the line again. */
    public static final int MAX_SLOTS = 600;

    /**
     * The slots that one campaign could use.
     *
     * @param most maximum number of slots
     * @param underWay the number of its attempts under way; a campaign with fewer gets its slot first
     * @param from no slot is before this instant
     * @param until all slots are before this instant
     * @param throttle the minimum time between two of its slots
     */
    public record Share(int most, int underWay, Instant from, Instant until, Duration throttle) {}

    public static LinePlan of(List<Share> shares, Duration spacing, Instant nextSlot, int most) {
        List<Taker> takers = shares.stream().map(Taker::new).toList();
        Instant slot = nextSlot;
        for (int given = 0; given < Math.min(MAX_SLOTS, most); given++) {
            Instant at = slot;
            Optional<Instant> earliest = takers.stream()
                    .flatMap(taker -> taker.earliest(at).stream())
                    .min(Comparator.naturalOrder());
            if (earliest.isEmpty()) {
                break;
            }
            takers.stream()
                    .filter(taker -> taker.earliest(at).equals(earliest))
                    .min(Comparator.comparingInt(Taker::served))
                    .orElseThrow()
                    .take(earliest.get());
            slot = earliest.get().plus(spacing);
        }
        return new LinePlan(takers.stream().map(Taker::taken).toList(), slot);
    }

    boolean isEmpty() {
        return slots.stream().allMatch(List::isEmpty);
    }

    /** One campaign during the distribution of slots. */
    private static final class Taker {
        private final Share share;
        private final List<Instant> taken = new ArrayList<>();
        private Instant ready;

        Taker(Share share) {
            this.share = share;
            this.ready = share.from();
        }

        Optional<Instant> earliest(Instant slot) {
            Instant at = ready.isAfter(slot) ? ready : slot;
            return taken.size() < share.most() && at.isBefore(share.until()) ? Optional.of(at) : Optional.empty();
        }

        int served() {
            return share.underWay() + taken.size();
        }

        void take(Instant at) {
            taken.add(at);
            ready = at.plus(share.throttle());
        }

        List<Instant> taken() {
            return List.copyOf(taken);
        }
    }
}
