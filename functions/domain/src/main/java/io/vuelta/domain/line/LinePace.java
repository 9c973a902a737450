package io.vuelta.domain.line;

import io.vuelta.domain.reason.TimelineCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a line's pacer.
 *
 * <p>If a provider reports that its rate limit is exceeded, the line is slowed: no attempt begins until the instant
 * that the provider names, earlier plans are made again, and then half as many attempts as before begin in a second.
 * After each half minute without another such answer the rate grows by a quarter, until the line has its configured
 * rate.
 *
 * @param nextSlot the earliest instant at which the next attempt may begin; null before the first
 * @param alarmAt when the line's alarm rings next, if it was set; may be in the past
 * @param blockedUntil no attempt begins before this instant; null for no block
 * @param epoch raised whenever the line is slowed: an attempt that was planned in an earlier epoch does not begin
 * @param slowing by how much the line was slowed; null if it was never slowed
 * @param capacity how many attempts the system can begin for the line
 * @param outage the state of the line while its provider does not answer
 * @param plan raised by every {@link Lines#reserve}
 * @param nextCampaign the id of the campaign with which the next tick begins, because the last tick did not reach it; null if it
 *     reached all campaigns of the line
 */
public record LinePace(
        LineId line,
        @Nullable Instant nextSlot,
        @Nullable Instant alarmAt,
        @Nullable Instant blockedUntil,
        @Nullable Block block,
        long epoch,
        @Nullable Slowing slowing,
        Capacity capacity,
        Outage outage,
        long plan,
        @Nullable String nextCampaign) {
    /** The pace of a line without attempts. */
    public static LinePace fresh(LineId line) {
        return new LinePace(line, null, null, null, null, 0, null, Capacity.UNKNOWN, Outage.NONE, 0, null);
    }

    /** Why a line is blocked. */
    public enum Block {
        /** The provider reported that its rate limit is exceeded. */
        RATE(TimelineCode.LINE_RATE),
        /** The provider refuses the line's credentials or account. */
        ERROR(TimelineCode.LINE_ERROR);

        private final TimelineCode code;

        Block(TimelineCode code) {
            this.code = code;
        }

        /** Why no attempt begins on a line that is blocked for this reason. */
        public TimelineCode code() {
            return code;
        }
    }

    /**
     * By how much a line was slowed.
     *
     * @param perMille the remaining rate, in thousandths of the line's rate
     * @param since when it was slowed
     */
    public record Slowing(int perMille, Instant since) {
        /** An answer within this time belongs to a request from before the slowing. */
        private static final Duration SETTLES = Duration.ofSeconds(5);

        private static final Duration RECOVERS = Duration.ofSeconds(30);
        private static final int ALL = 1_000;

        /** The lowest rate: one sixtieth of the line's rate. */
        private static final int MIN_SHARE = ALL / 60;

        int at(Instant now) {
            long share = perMille;
            for (Instant at = since.plus(RECOVERS); !at.isAfter(now) && share < ALL; at = at.plus(RECOVERS)) {
                share += Math.max(1, share / 4);
            }
            return (int) Math.min(ALL, share);
        }
    }

    /**
     * The minimum time between the beginnings of two attempts at {@code now}, rounded up so that the rate is never
     * exceeded.
     */
    public Duration spacing(Line of, Instant now) {
        return spacing(of, share(now));
    }

    private static Duration spacing(Line of, int share) {
        return Duration.ofNanos(Math.ceilDiv(of.spacing().toNanos() * Slowing.ALL, share));
    }

    /**
     * The next slot after the line's rate was changed: the time from the last assigned slot is that of the new rate.
     *
     * @return null if no slot was assigned yet
     */
    public @Nullable Instant respaced(Line before, Line after, Instant now) {
        return nextSlot == null ? null : nextSlot.minus(spacing(before, now)).plus(spacing(after, now));
    }

    /** The maximum number of attempts that begin in a second at {@code now}, while the line is not blocked. */
    public BigDecimal ratePerSecond(Line of, Instant now) {
        return of.ratePerSecond().multiply(BigDecimal.valueOf(share(now), 3));
    }

    private int share(Instant now) {
        return slowing == null ? Slowing.ALL : slowing.at(now);
    }

    /**
     * The pace after its provider has reported that the rate limit is exceeded.
     *
     * @param until the provider accepts no attempt before this instant
     * @return empty if the answer belongs to a request from before the line was last slowed
     */
    public Optional<LinePace> slowed(Line of, Instant until, Instant now) {
        if (slowing != null && now.isBefore(slowing.since().plus(Slowing.SETTLES))) {
            return Optional.empty();
        }
        int share = Math.max(Slowing.MIN_SHARE, share(now) / 2);
        // The slots of released attempts are free again. An attempt that is not released has begun by now.
        Instant slot = now.plus(spacing(of, share));
        return Optional.of(copy(copy -> {
            copy.nextSlot = until.isAfter(slot) ? until : slot;
            copy.extendBlock(until, Block.RATE);
            copy.epoch++;
            copy.slowing = new Slowing(share, now);
        }));
    }

    /** The pace with this block, unless its block ends later. */
    public LinePace blockedUntil(Instant until, Block why) {
        return copy(copy -> copy.extendBlock(until, why));
    }

    /** The earliest instant at which the line may be planned again. */
    public Instant nextPlan(Instant now) {
        return capacity.nextPlan(nextSlot, now);
    }

    /** The pace with the latest measured capacity. */
    public LinePace with(Capacity now) {
        return copy(copy -> copy.capacity = now);
    }

    /** The pace with the latest state of the provider. */
    public LinePace with(Outage now) {
        return copy(copy -> copy.outage = now);
    }

    public LinePace withNextSlot(@Nullable Instant next) {
        return copy(copy -> copy.nextSlot = next);
    }

    public LinePace withAlarm(@Nullable Instant at) {
        return copy(copy -> copy.alarmAt = at);
    }

    /** The pace after a tick that did not reach the campaign with this id; null if it reached all. */
    public LinePace continuedWith(@Nullable String next) {
        return copy(copy -> copy.nextCampaign = next);
    }

    public LinePace withPlan(long number) {
        return copy(copy -> copy.plan = number);
    }

    /** The block in force at {@code now}, if any. */
    public Optional<Block> blocked(Instant now) {
        return blockedUntil != null && now.isBefore(blockedUntil) ? Optional.ofNullable(block) : Optional.empty();
    }

    /** Whether an attempt that was planned at this instant, in this epoch of the line, may still begin. */
    public boolean allows(long plannedIn, Instant planned) {
        return plannedIn == epoch && outage.allows(planned);
    }

    /** Whether an alarm is set and has not fired. */
    public boolean rings(Instant now) {
        return alarmAt != null && alarmAt.isAfter(now);
    }

    /** Whether an alarm is set that fires at {@code at} or earlier. */
    public boolean ringsBy(Instant at, Instant now) {
        return alarmAt != null && rings(now) && !alarmAt.isAfter(at);
    }

    /** Whether the alarm is overdue by more than {@code late}, and the line was not planned since. */
    public boolean hasMissedAlarm(Duration late, Instant now) {
        Instant planned = capacity.plannedAt();
        return alarmAt != null && alarmAt.plus(late).isBefore(now) && (planned == null || planned.isBefore(alarmAt));
    }

    private LinePace copy(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** The fields of a pace that is about to be made from another one. */
    private static final class Copy {
        private final LineId line;
        private @Nullable Instant nextSlot;
        private @Nullable Instant alarmAt;
        private @Nullable Instant blockedUntil;
        private @Nullable Block block;
        private long epoch;
        private @Nullable Slowing slowing;
        private Capacity capacity;
        private Outage outage;
        private long plan;
        private @Nullable String nextCampaign;

        Copy(LinePace from) {
            line = from.line;
            nextSlot = from.nextSlot;
            alarmAt = from.alarmAt;
            blockedUntil = from.blockedUntil;
            block = from.block;
            epoch = from.epoch;
            slowing = from.slowing;
            capacity = from.capacity;
            outage = from.outage;
            plan = from.plan;
            nextCampaign = from.nextCampaign;
        }

        /** Blocks the line, unless its block ends later. */
        void extendBlock(Instant until, Block why) {
            if (blockedUntil == null || until.isAfter(blockedUntil)) {
                blockedUntil = until;
                block = why;
            }
        }

        LinePace done() {
            return new LinePace(
                    line, nextSlot, alarmAt, blockedUntil, block, epoch, slowing, capacity, outage, plan, nextCampaign);
        }
    }
}
