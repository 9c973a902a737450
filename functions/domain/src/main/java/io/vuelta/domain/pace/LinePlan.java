package io.vuelta.domain.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When attempts begin on a line: exact slots, no closer than the line's spacing, shared fairly between its campaigns,
 * and for each campaign no closer than its throttle. Pure.
 *
 * @param slots of each share, in the order of the shares given
 * @param next the line's next free slot after these
 */
public record LinePlan(List<List<Instant>> slots, Instant next) {
    /** Slots given out in one tick, at most; a tick with more to do wakes itself. */
    public static final int MAX_SLOTS = 600;

    /**
     * The slots that one campaign could use.
     *
     * @param most maximum number of slots
     * @param underWay its attempts under way: a campaign with fewer is served first
     * @param from its first slot, no earlier
     * @param until its slots are before this instant
     * @param throttle between two of its slots
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

    /** One campaign while slots are given out. */
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
