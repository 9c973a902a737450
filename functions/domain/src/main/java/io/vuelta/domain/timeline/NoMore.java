package io.vuelta.domain.timeline;

import static io.vuelta.domain.timeline.Entry.Kind.NOT_TRIED;
import static io.vuelta.domain.timeline.Entry.Kind.NO_MORE;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why no further attempt to a contact follows and, in a campaign with cycles, whether and when the contact returns. */
final class NoMore {
    /** Decisions that dropped an attempt before it began. */
    private static final Set<TimelineCode> DROPPING =
            Set.of(TimelineCode.EXPIRED, TimelineCode.CAMPAIGN_ENDED, TimelineCode.CYCLES_ENDED);

    private NoMore() {}

    /** The entries; empty for a contact with an attempt under way or a future attempt. */
    static List<Entry> of(Contact contact, Campaign campaign, Instant now) {
        if (contact.waits() || contact.isUnderWay()) {
            return List.of();
        }
        return Stream.concat(why(contact, campaign, now).stream(), later(contact, campaign, now).stream())
                .toList();
    }

    private static Optional<Entry> why(Contact contact, Campaign campaign, Instant now) {
        return switch (contact.status()) {
            case QUEUE, SENDING, RETRYING, REMOVED -> Optional.empty();
            case VOICEMAIL -> Optional.of(ofRetries(contact, campaign, now));
            case FAILED -> Optional.of(ofFailure(contact, campaign, now));
            case ANSWERED, DELIVERED, READ, ACCEPTED, REJECTED, CONVERTED, SKIPPED, SUPPRESSED ->
                Optional.of(ofStatus(contact, now));
        };
    }

    private static Entry ofStatus(Contact contact, Instant now) {
        return entry(TimelineCode.REACHED_ITS_END, now).with("status", new Fact.InStatus(contact.status()));
    }

    private static Entry ofFailure(Contact contact, Campaign campaign, Instant now) {
        if (DROPPING.contains(TimelineCode.of(contact.reason()))) {
            return entry(TimelineCode.DROPPED, now).with("cause", new Fact.Cause(contact.reason()));
        }
        Attempt latest = contact.latest();
        Optional<Outcome> outcome = latest == null ? Optional.empty() : latest.outcome();
        if (outcome.isEmpty()) {
            return ofStatus(contact, now);
        }
        return switch (outcome.get()) {
            case Outcome.Voicemail _ -> ofRetries(contact, campaign, now);
            case Outcome.Unreached _ -> ofRetries(contact, campaign, now);
            case Outcome.TechnicalFailure _ -> ofTechnicalRetries(contact, campaign, now);
            case Outcome.Refused _ -> entry(TimelineCode.REFUSED_FOR_GOOD, now);
            case Outcome.NotAsked _ -> entry(TimelineCode.REFUSED_FOR_GOOD, now);
            case Outcome.Lost _ -> entry(TimelineCode.NOT_SENT_TWICE, now);
            case Outcome.Answered _ -> ofStatus(contact, now);
            case Outcome.NotPlaced _ -> ofStatus(contact, now);
            case Outcome.Taken _ -> ofStatus(contact, now);
            case Outcome.Reached _ -> ofStatus(contact, now);
            case Outcome.OptedOut _ -> ofStatus(contact, now);
        };
    }

    private static Entry ofRetries(Contact contact, Campaign campaign, Instant now) {
        int used = contact.tally().retries();
        int allowed = campaign.settings().retrying().max();
        if (used < allowed) {
            TimelineCode code =
                    campaign.status().isOver() ? TimelineCode.CAMPAIGN_WAS_OVER : TimelineCode.RETRIES_ALLOWED_LATER;
            return entry(code, now).with("used", used).with("allowed", allowed);
        }
        return used == 0
                ? entry(TimelineCode.NO_RETRIES, now)
                : entry(TimelineCode.RETRIES_USED_UP, now).with("used", used).with("allowed", Math.max(used, allowed));
    }

    private static Entry ofTechnicalRetries(Contact contact, Campaign campaign, Instant now) {
        int used = contact.tally().failedRetries();
        return used < AfterAttempt.FAILED_RETRIES && campaign.status().isOver()
                ? entry(TimelineCode.CAMPAIGN_WAS_OVER, now)
                        .with("used", used)
                        .with("allowed", AfterAttempt.FAILED_RETRIES)
                : entry(TimelineCode.TECHNICAL_RETRIES_USED_UP, now).with("allowed", AfterAttempt.FAILED_RETRIES);
    }

    /** Whether and when the contact is tried again in a later cycle. */
    private static Optional<Entry> later(Contact contact, Campaign campaign, Instant now) {
        Cycles cycles = campaign.settings().cycles();
        if (cycles == null || !contact.status().mayReturn() || campaign.status().isOver() || campaign.archived()) {
            return Optional.empty();
        }
        return Optional.of(returns(contact, campaign, cycles, now));
    }

    private static Entry returns(Contact contact, Campaign campaign, Cycles cycles, Instant now) {
        ContactStatus status = contact.status();
        if (cycles.filterStatuses().contains(status)) {
            return entry(TimelineCode.LEFT_OUT_BY_STATUS, now).with("status", new Fact.InStatus(status));
        }
        Optional<String> tag = contact.results().tags().stream()
                .filter(cycles.filterTags()::contains)
                .findFirst();
        if (tag.isPresent()) {
            return entry(TimelineCode.LEFT_OUT_BY_TAG, now).with("tag", new Fact.Text(tag.get()));
        }
        boolean isDry = campaign.cycle().exhaustedAt() != null;
        Optional<Instant> next = isDry ? campaign.nextCycle() : campaign.nextCycleAfter(now);
        int number = campaign.cycle().number();
        if (next.isEmpty()) {
            Integer most = cycles.maxIterations();
            return entry(TimelineCode.NO_FURTHER_CYCLE, now)
                    .with("number", number)
                    .with("allowed", most == null ? null : new Fact.Count(most));
        }
        TimelineCode code = isDry ? TimelineCode.RETURNS_IN_NEXT_CYCLE : TimelineCode.RETURNS_AFTER_THIS_CYCLE;
        return Entry.of(now, NOT_TRIED, code, 0).with("number", number + 1).nextAt(next.get());
    }

    private static Entry entry(TimelineCode code, Instant now) {
        return Entry.of(now, NO_MORE, code, 0);
    }
}
