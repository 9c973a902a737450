package vuelta.domain.pace;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.campaign.Waiting.Reason;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.line.LinePace;

/** Whether a campaign may begin attempts now, and if not, why and until when. */
sealed interface Room {
    /**
     * It may.
     *
     * @param most attempts
     * @param from the earliest begins no earlier
     * @param until the latest begins before
     */
    record Open(int most, Instant from, Instant until) implements Room {}

    record Closed(Waiting waiting) implements Room {}

    /** Nobody waits; attempts may still be under way. */
    record Drained() implements Room {}

    static Room of(Campaign campaign, Pacing pacing, Counters counters, LinePace line, Instant now, Instant horizon) {
        CampaignSettings settings = campaign.settings();
        if (counters.waiting() == 0) {
            boolean empty =
                    counters.contacts() == 0 || (pacing.loading() > 0 && counters.in(ContactStatus.SENDING) == 0);
            return empty ? closed(Reason.NO_CONTACTS, Optional.empty()) : new Drained();
        }
        Optional<Instant> start = settings.start().filter(now::isBefore);
        if (start.isPresent()) {
            return closed(Reason.SCHEDULED_START, start);
        }
        if (!settings.window().isOpen(now, settings.zone())) {
            return closed(Reason.WINDOW, settings.window().nextOpen(now, settings.zone()));
        }
        Optional<LinePace.Block> block = line.blocked(now);
        if (block.isPresent()) {
            return closed(reason(block.get()), Optional.ofNullable(line.blockedUntil()));
        }
        return withinLimits(settings, pacing, counters, now, horizon);
    }

    private static Room withinLimits(
            CampaignSettings settings, Pacing pacing, Counters counters, Instant now, Instant horizon) {
        int sent = pacing.sentOn(settings.dayOf(now));
        OptionalInt limit = settings.dailyLimit();
        if (limit.isPresent() && sent >= limit.getAsInt()) {
            return closed(Reason.DAILY_LIMIT, Optional.of(settings.nextDay(now)));
        }
        int free = settings.concurrency() - pacing.inFlight();
        if (free <= 0) {
            return closed(Reason.CONCURRENCY, Optional.empty());
        }
        int leftToday = limit.isPresent() ? limit.getAsInt() - sent : Integer.MAX_VALUE;
        int most = (int) Math.min(counters.waiting(), Math.min(free, leftToday));
        Instant from = pacing.nextStart() == null || pacing.nextStart().isBefore(now) ? now : pacing.nextStart();
        // An attempt is counted on the day on which it begins, so a plan ends at midnight.
        Instant until = earlier(horizon, settings.nextDay(now));
        Instant closes = settings.window().closes(now, settings.zone()).orElse(until);
        return new Open(most, from, earlier(until, closes));
    }

    private static Closed closed(Reason reason, Optional<Instant> until) {
        return new Closed(new Waiting(reason, until.orElse(null)));
    }

    private static Reason reason(LinePace.Block block) {
        return switch (block) {
            case RATE -> Reason.LINE_RATE;
            case ERROR -> Reason.LINE_ERROR;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
