package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.window.Hours;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Whether a campaign may begin attempts now, and if not, why and until when. */
public sealed interface AttemptAllowance {
    /**
     * The campaign may begin attempts.
     *
     * @param most the maximum number of attempts
     * @param from no attempt begins before this instant
     * @param until every attempt begins before this instant
     */
    record Open(int most, Instant from, Instant until) implements AttemptAllowance {}

    record Closed(Waiting waiting) implements AttemptAllowance {}

    /**
     * How much of its limits a campaign has used.
     *
     * @param underWay the number of attempts under way
     * @param startedToday the number of attempts that count for today's limit
     * @param nextStart the earliest beginning of the next attempt; null for immediately
     * @param affordable the number of further attempts that its budget allows
     */
    record Use(int underWay, int startedToday, @Nullable Instant nextStart, int affordable) {
        /** The use of a campaign whose budget does not matter. */
        public Use(int underWay, int startedToday, @Nullable Instant nextStart) {
            this(underWay, startedToday, nextStart, Integer.MAX_VALUE);
        }
    }

    /** No contact waits; attempts may still be under way. */
    record Drained() implements AttemptAllowance {}

    /**
     * The campaign begins no further attempts: waiting contacts are dropped.
     *
     * @param reason the reason as a code
     */
    record Over(String reason) implements AttemptAllowance {}

    static AttemptAllowance of(
            Campaign campaign,
            OpenClaimsBook book,
            Intake intake,
            Waiters waiters,
            LinePace line,
            int affordable,
            Instant now,
            Instant horizon) {
        CampaignSettings settings = campaign.settings();
        boolean empty = waiters.contacts() == 0 || (intake.loading() > 0 && book.inFlight() == 0);
        if (waiters.waiting() == 0 && empty && !settings.isOver(now)) {
            return closed(Reason.NO_CONTACTS, settings.end());
        }
        Use use = new Use(
                book.inFlight(),
                book.reservedOn(settings.dayOf(now)),
                book.limits().nextStart(),
                affordable);
        return of(campaign, use, waiters, line, now, horizon);
    }

    /** The allowance of a campaign that has contacts and no upload that is being loaded. */
    static AttemptAllowance of(
            Campaign campaign, Use use, Waiters waiters, LinePace line, Instant now, Instant horizon) {
        CampaignSettings settings = campaign.settings();
        boolean over = settings.isOver(now);
        if (waiters.waiting() == 0) {
            return new Drained();
        }
        if (over) {
            return new Over(TimelineCode.CAMPAIGN_ENDED.name());
        }
        Optional<Instant> start = settings.start().filter(now::isBefore);
        if (start.isPresent()) {
            return closed(Reason.SCHEDULED_START, start);
        }
        Hours hours = campaign.hours();
        if (!hours.isOpen(now)) {
            Optional<Instant> opens = hours.nextOpen(now);
            return opens.isEmpty() && campaign.cyclesAreOver(now)
                    ? new Over(TimelineCode.CYCLES_ENDED.name())
                    : closed(Reason.WINDOW, earlier(opens, settings.end()));
        }
        Optional<Waiting> lineBlock = lineBlock(line, now);
        if (lineBlock.isPresent()) {
            return new Closed(lineBlock.get());
        }
        return withinLimits(settings, hours, use, waiters, now, horizon);
    }

    private static AttemptAllowance withinLimits(
            CampaignSettings settings, Hours hours, Use use, Waiters waiters, Instant now, Instant horizon) {
        int sent = use.startedToday();
        OptionalInt limit = settings.dailyLimit();
        if (limit.isPresent() && sent >= limit.getAsInt()) {
            return closed(Reason.DAILY_LIMIT, earlier(Optional.of(settings.nextDay(now)), settings.end()));
        }
        int free = settings.limits().atOnce() - use.underWay();
        if (free <= 0) {
            return closed(Reason.CONCURRENCY, Optional.empty());
        }
        if (use.affordable() <= 0) {
            return closed(Reason.BUDGET, Optional.empty());
        }
        int leftToday = limit.isPresent() ? limit.getAsInt() - sent : Integer.MAX_VALUE;
        int most = (int) Math.min(Math.min(waiters.waiting(), use.affordable()), Math.min(free, leftToday));
        Instant from = use.nextStart() == null || use.nextStart().isBefore(now) ? now : use.nextStart();
        // An attempt is counted on the day on which it begins, so a plan ends at midnight.
        Instant until = earlier(horizon, settings.nextDay(now));
        until = earlier(until, settings.end().orElse(until));
        return new Open(most, from, earlier(until, hours.closes(now).orElse(until)));
    }

    private static Closed closed(Reason reason, Optional<Instant> until) {
        return new Closed(new Waiting(reason, until.orElse(null)));
    }

    /** Why no attempt may begin on the line, and until when; empty if one may. */
    private static Optional<Waiting> lineBlock(LinePace line, Instant now) {
        String code = line.outage().code();
        Optional<Waiting> blocked = line.blocked(now).map(block -> switch (block) {
            case RATE -> new Waiting(Reason.LINE_RATE, line.blockedUntil());
            case ERROR -> Waiting.lineError(line.blockedUntil(), code);
        });
        return line.outage().permission(now) instanceof Outage.Permission.Blocked outage
                        && blocked.flatMap(Waiting::ends)
                                .filter(outage.until()::isBefore)
                                .isEmpty()
                ? Optional.of(Waiting.lineError(outage.until(), code))
                : blocked;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(earlier(one.get(), other.get()))
                : one.or(() -> other);
    }
}
