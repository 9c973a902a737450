package io.vuelta.domain.settle;

import static io.vuelta.domain.settle.Settlement.Result.ANOTHER_LINE;
import static io.vuelta.domain.settle.Settlement.Result.IGNORED;
import static io.vuelta.domain.settle.Settlement.Result.NOTED;
import static io.vuelta.domain.settle.Settlement.Result.SETTLED;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageEvent.Fault;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.PauseCampaign;
import io.vuelta.domain.claim.ClaimReports;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries an event into its attempt and, once the attempt has come to something, into the contact: one write, as the latest
 * attempt is part of its contact. What the line's pacer is to know of it is returned: whoever calls this reports it after
 * the write.
 */
public final class Settle {
    /** A race lost to another event of the same call is simply run again, this often. */
    private static final int TRIES = 10;

    /** A call that is over waits this long for the word on who answered; then its provider is asked. */
    static final Duration DETECTION_GRACE = Duration.ofSeconds(10);

    private static final String FOUND_BY_LOOK_UP = "FOUND_BY_LOOK_UP";

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final DoNotContact doNotContact;
    private final UserIds userIds;
    private final KnownCampaigns known;
    private final PauseCampaign stopCampaign;
    private final InstantSource clock;
    private final Duration backoff;

    /**
     * Settles through these ports.
     *
     * @param backoff wait before a contact is tried again after a technical failure
     */
    public Settle(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            DoNotContact doNotContact,
            UserIds userIds,
            InstantSource clock,
            Duration backoff) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.doNotContact = doNotContact;
        this.userIds = userIds;
        this.known = new KnownCampaigns(campaigns, clock);
        this.stopCampaign = new PauseCampaign(campaigns);
        this.clock = clock;
        this.backoff = backoff;
    }

    /** What a provider has told by itself. Safe to repeat. Throws {@link StoreBusy} if it could not be written for now. */
    public Settlement apply(ProviderEvents.Outcome told) {
        return apply(told.line(), told.attempt(), told.event(), Optional.empty());
    }

    /** What was found out by asking. Safe to repeat. Throws {@link StoreBusy} if it could not be written for now. */
    public Settlement apply(AttemptId id, AttemptEvent event) {
        return apply(null, id, event, Optional.empty());
    }

    /** The same, of a contact that has just been written. */
    public Settlement apply(Contact contact, AttemptId id, AttemptEvent event) {
        return apply(null, id, event, Optional.of(contact));
    }

    /**
     * The same, of what the provider told when it was asked. If nobody knew until then whether the call was placed, the same
     * write notes when it was found.
     */
    public Settlement found(AttemptId id, AttemptEvent event, Instant lookedUp) {
        return apply(null, id, event, Optional.empty(), Optional.of(lookedUp));
    }

    private Settlement apply(@Nullable LineId line, AttemptId id, AttemptEvent event, Optional<Contact> written) {
        return apply(line, id, event, written, Optional.empty());
    }

    private Settlement apply(
            @Nullable LineId line,
            AttemptId id,
            AttemptEvent event,
            Optional<Contact> written,
            Optional<Instant> lookedUp) {
        Optional<Contact> found = written.or(() -> find(id));
        for (int i = 0; i < TRIES && found.isPresent(); i++) {
            Contact contact = found.get();
            Optional<Attempt> embedded = contact.attempt(id.number());
            Optional<Attempt> attempt = embedded.isPresent() ? embedded : attempts.findEarlier(id);
            if (attempt.isEmpty()) {
                return Settlement.unknown();
            }
            if (line != null && !line.equals(attempt.get().line())) {
                return new Settlement(ANOTHER_LINE, attempt.get().line(), Optional.empty());
            }
            suppress(attempt.get(), event);
            AttemptRules.Step step = AttemptRules.apply(attempt.get(), event);
            if (step instanceof AttemptRules.Step.Ignore ignore && ignore.why() == AttemptRules.Why.KNOWN) {
                return new Settlement(IGNORED, attempt.get().line(), Optional.empty());
            }
            Campaign campaign = known.get(id.campaign(), contact.cycle());
            if (!(step instanceof AttemptRules.Step.MoveTo move)) {
                return ignored(attempt.get(), contact, campaign);
            }
            learnUserId(attempt.get(), event);
            Attempt moved = noted(move.next(), attempt.get(), lookedUp);
            pauseOrReplaceTemplate(attempt.get(), event);
            if (embedded.isEmpty()) {
                if (writeEarlier(attempt.get(), moved)) {
                    return new Settlement(NOTED, attempt.get().line(), Optional.empty());
                }
                found = contacts.find(id.contact());
                continue;
            }
            Next next = next(contact.in(campaign.cycle()), attempt.get(), moved, campaign);
            switch (contacts.write(contact, next.contact().countedIn(campaign))) {
                case Written.Done done -> {
                    return new Settlement(next.result(), attempt.get().line(), next.report());
                }
                case Written.Lost lost -> found = lost.there();
            }
        }
        return lost(id, found);
    }

    private static Settlement lost(AttemptId id, Optional<Contact> found) {
        if (found.isEmpty()) {
            return Settlement.unknown();
        }
        throw new StoreBusy(
                "attempt " + id + " was written by others " + TRIES + " times running; deliver the event again",
                new IllegalStateException("lost every race"));
    }

    /** Notes when a call was found that nobody knew of. */
    private static Attempt noted(Attempt next, Attempt before, Optional<Instant> lookedUp) {
        return lookedUp.filter(at -> before instanceof Call call && call.isUnanswered())
                .map(at -> next.withEvent(FOUND_BY_LOOK_UP, at))
                .orElse(next);
    }

    /** As it stands, or stood with its attempt a moment ago: the write shows whether that was so. */
    private Optional<Contact> find(AttemptId id) {
        return contacts.findEventually(id.contact())
                .filter(contact -> contact.attempt(id.number()).isPresent())
                .or(() -> contacts.find(id.contact()));
    }

    /** Whoever wrote what this event brings may have died before reporting it. */
    private Settlement ignored(Attempt attempt, Contact contact, Campaign campaign) {
        Optional<Report> again = attempt.settled()
                ? ClaimReports.ofEnded(
                        contact, attempt.place(), campaign, campaign.settings().dayOf(attempt.createdAt()))
                : lookAt(attempt, campaign)
                        .filter(look -> contact.isSending(attempt.id().number()));
        return new Settlement(IGNORED, attempt.line(), again);
    }

    private boolean writeEarlier(Attempt before, Attempt next) {
        boolean settles = next.outcome().isPresent() && !before.settled();
        return attempts.writeEarlier(settles ? next.asSettled() : next);
    }

    /**
     * What is to be written, and told of it.
     *
     * @param report for the line's pacer
     */
    private record Next(Contact contact, Settlement.Result result, Optional<Report> report) {}

    private Next next(Contact contact, Attempt before, Attempt next, Campaign campaign) {
        Optional<Outcome> outcome = next.outcome()
                .filter(now -> !before.settled() || !next.outcome().equals(before.outcome()));
        boolean concerned = isConcerned(contact, before);
        if (outcome.isPresent() && concerned) {
            Attempt settled = next.asSettled();
            Instant now = clock.instant();
            Contact after = AfterAttempt.in(campaign, backoff).apply(contact.with(settled), outcome.get(), now);
            Optional<Report> report = contact.isUnderWay() && !after.isUnderWay()
                    ? Optional.of(ClaimReports.ofAttempt(settled, settled.place(), campaign, now))
                    : Optional.empty();
            return new Next(after, SETTLED, report);
        }
        return new Next(
                contact.with(outcome.isPresent() ? next.asSettled() : next),
                NOTED,
                concerned && !before.settled() ? lookAt(next, campaign) : Optional.empty());
    }

    /** When the call is to be looked at before its time: for the word on who answered, or to be hung up. */
    private Optional<Report> lookAt(Attempt attempt, Campaign campaign) {
        if (isOverButForTheAnswerer(attempt)) {
            return Optional.of(look(attempt, campaign, DETECTION_GRACE));
        }
        return attempt instanceof Call call && call.isUnwantedBy(campaign)
                ? Optional.of(look(attempt, campaign, Duration.ZERO))
                : Optional.empty();
    }

    private Report look(Attempt attempt, Campaign campaign, Duration after) {
        Instant at = clock.instant().plus(after);
        return new Report(campaign.id(), attempt.place(), Report.What.LOOK, null, at);
    }

    /** Whether the attempt is the one under way; or, of a message, the latest: its contact is told how that goes on. */
    private static boolean isConcerned(Contact contact, Attempt attempt) {
        int number = attempt.id().number();
        return contact.isSending(number) || (attempt instanceof Message && contact.isAfter(number));
    }

    private static boolean isOverButForTheAnswerer(Attempt attempt) {
        return attempt instanceof Call call
                && call.status() == CallStatus.ENDED
                && call.outcome().isEmpty();
    }

    /** Whoever wants no more messages is remembered first: whatever is lost after that, no campaign writes to them. */
    private void suppress(Attempt attempt, AttemptEvent event) {
        if (event instanceof MessageEvent.Stopped stopped) {
            suppress(attempt, stopped.word(), "reply", event.at());
        } else if (event instanceof MessageEvent.Refused refused && refused.fault() instanceof Fault.OptedOut) {
            suppress(attempt, refused.reason(), "provider", event.at());
        }
    }

    /**
     * A WhatsApp user id is written once for each message: with the first report that the message has reached the person, as
     * nobody answers a message before.
     */
    private void learnUserId(Attempt attempt, AttemptEvent event) {
        if (event instanceof MessageEvent.Reported reported
                && reported.user() != null
                && reported.status() != MessageStatus.SENT
                && attempt instanceof Message message
                && message.deliveredAt() == null
                && message.readAt() == null) {
            userIds.put(reported.user(), message.to());
        }
    }

    /**
     * Account and template errors that a webhook reports pause the campaign, or switch its template, like the same error in
     * the answer to a send request. This runs before the message is written, because an event that is delivered again would
     * be ignored afterwards. Errors older than the campaign's last start are ignored.
     */
    private void pauseOrReplaceTemplate(Attempt attempt, AttemptEvent event) {
        boolean ofMore = event instanceof MessageEvent.Refused refused
                && (refused.fault() instanceof Fault.Account || refused.fault() instanceof Fault.Template);
        AttemptId id = attempt.id();
        if (!ofMore || !isOfThisRun(id.campaign(), event.at())) {
            return;
        }
        AutoPause why = new AutoPause(event.what(), clock.instant(), List.of(id.toString()));
        if (((MessageEvent.Refused) event).fault() instanceof Fault.Account) {
            stopCampaign.stop(id.campaign(), why);
        } else if (attempt instanceof Message message) {
            stopCampaign.templateOut(id.campaign(), message.template(), why);
        }
    }

    /** Providers tell the time in whole seconds. */
    private boolean isOfThisRun(CampaignId id, Instant at) {
        return campaigns
                .find(id)
                .map(Campaign::workingSince)
                .filter(since -> !at.isBefore(since.truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
    }

    private void suppress(Attempt attempt, String reason, String source, Instant at) {
        doNotContact.put(new Suppression(attempt.to(), Channel.WHATSAPP, reason, source, at, null));
    }
}
