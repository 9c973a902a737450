package io.vuelta.domain.settle;

import static io.vuelta.domain.settle.Settlement.Result.IGNORED;
import static io.vuelta.domain.settle.Settlement.Result.NOTED;
import static io.vuelta.domain.settle.Settlement.Result.SETTLED;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallError;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.claim.ClaimReports;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.AfterAttempt;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.suppression.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The changes of an event, decided from what was read. Nothing is written here: {@link Settle} writes them, in the
 * order of the components. The order matters, because an event that is delivered again after the attempt was written
 * has no effect.
 *
 * @param suppression the entry of a person who does not want more messages; it is written first, so that no campaign
 *     contacts the person even if a later write is lost
 * @param user the WhatsApp user id of the person
 * @param trouble the error in the event that concerns more than its attempt
 * @param write the attempt, with its contact if the attempt is part of it
 * @param settlement the result of the event if the write takes effect
 */
record SettlementPlan(
        Optional<Suppression> suppression,
        Optional<KnownUser> user,
        Optional<ProviderTrouble.Wider> trouble,
        Write write,
        Settlement settlement) {

    /** How long an ended call waits for the report of who answered; then the status is requested from the provider. */
    static final Duration DETECTION_GRACE = Duration.ofSeconds(10);

    /** How long a line is blocked if its provider had no capacity for a call. */
    private static final Duration NO_PLACE_WAIT = Duration.ofSeconds(2);

    private static final String FOUND_BY_LOOK_UP = TimelineCode.FOUND_BY_LOOK_UP.name();

    /** The WhatsApp user id of the person with this number. */
    record KnownUser(UserId user, PhoneNumber number) {}

    /** The write of the attempt. */
    sealed interface Write {
        record Nothing() implements Write {}

        /** The contact, which contains the attempt as its latest. */
        record OfContact(Contact contact) implements Write {}

        /**
         * An attempt before the contact's latest.
         *
         * @param contact the contact, which is written first; null if it does not change
         */
        record OfEarlier(Attempt attempt, @Nullable Contact contact) implements Write {}
    }

    /**
     * The items that were read.
     *
     * @param isLatest whether the attempt is part of the contact
     * @param campaign the campaign, which is read only if the event has an effect
     */
    record Read(Contact contact, Attempt attempt, boolean isLatest, Supplier<Campaign> campaign) {}

    /**
     * Decides on the changes.
     *
     * @param lookedUp when the status was requested, if the event is the provider's answer
     * @param backoff the wait before a contact is tried again after a technical failure
     */
    static SettlementPlan of(Read read, AttemptEvent event, Optional<Instant> lookedUp, Instant now, Duration backoff) {
        Attempt attempt = read.attempt();
        Optional<Suppression> suppression = suppression(attempt, event);
        return switch (AttemptRules.apply(attempt, event)) {
            case AttemptRules.Step.Ignore(AttemptRules.Why why) ->
                new SettlementPlan(
                        suppression,
                        Optional.empty(),
                        Optional.empty(),
                        new Write.Nothing(),
                        new Settlement(
                                IGNORED,
                                attempt.line(),
                                why == AttemptRules.Why.KNOWN ? Optional.empty() : reportAgain(read, now)));
            case AttemptRules.Step.MoveTo(Attempt next) -> {
                Optional<KnownUser> user = user(attempt, event);
                Attempt moved = withUser(withLookUp(attempt, next, lookedUp), user);
                Changed changed = read.isLatest() ? latest(read, moved, event, now, backoff) : earlier(read, moved);
                yield new SettlementPlan(suppression, user, trouble(event), changed.write(), changed.settlement());
            }
        };
    }

    private record Changed(Write write, Settlement settlement) {}

    private static Attempt withLookUp(Attempt before, Attempt next, Optional<Instant> lookedUp) {
        return lookedUp.filter(_ -> before instanceof Call call && call.state().isUnanswered())
                .map(at -> next.withEvent(FOUND_BY_LOOK_UP, at))
                .orElse(next);
    }

    /** The attempt with the user id. The message stores the id, so that an erasure finds it. */
    private static Attempt withUser(Attempt attempt, Optional<KnownUser> user) {
        return user.<Attempt>map(known -> ((Message) attempt).withUser(known.user()))
                .orElse(attempt);
    }

    /**
     * The report of a repeated event: the function that wrote its changes may have crashed before it sent the report.
     */
    private static Optional<Report> reportAgain(Read read, Instant now) {
        Attempt attempt = read.attempt();
        Campaign campaign = read.campaign().get();
        return attempt.settled()
                ? ClaimReports.ofEnded(
                        read.contact(),
                        attempt.place(),
                        campaign,
                        campaign.settings().dayOf(attempt.createdAt()))
                : lookAt(attempt, campaign, now)
                        .filter(_ -> read.contact().isSending(attempt.id().number()));
    }

    private static Changed earlier(Read read, Attempt next) {
        Attempt before = read.attempt();
        boolean settles = next.outcome().isPresent() && !before.settled();
        boolean answers =
                isAnswered(next) && !isAnswered(before) && read.contact().awaitsAnswer();
        return new Changed(
                new Write.OfEarlier(
                        settles ? next.asSettled() : next,
                        answers ? read.contact().answered() : null),
                new Settlement(NOTED, before.line(), Optional.empty()));
    }

    private static boolean isAnswered(Attempt attempt) {
        return attempt instanceof Message message && message.isAnswered();
    }

    private static Changed latest(Read read, Attempt next, AttemptEvent event, Instant now, Duration backoff) {
        Attempt before = read.attempt();
        Campaign campaign = read.campaign().get();
        Contact contact = read.contact().in(campaign.cycle());
        // An opt-out concerns the person, also if the message was delivered.
        Optional<Outcome> outcome = optOut(event)
                .<Outcome>map(refused -> new Outcome.OptedOut(refused.reason()))
                .or(() -> next.outcome()
                        .filter(_ -> !before.settled() || !next.outcome().equals(before.outcome())));
        boolean concerned = isConcerned(contact, before);
        if (outcome.isPresent() && concerned) {
            Attempt settled = next.asSettled();
            AfterAttempt rules = AfterAttempt.in(campaign, backoff);
            Contact current = contact.with(settled);
            Optional<Outcome> replaced = before.settled() ? before.outcome() : Optional.empty();
            Contact after = replaced.map(earlier -> rules.replaced(current, earlier, outcome.get(), now))
                    .orElseGet(() -> rules.apply(current, outcome.get(), now));
            Optional<Report> report = contact.isUnderWay() && !after.isUnderWay()
                    ? Optional.of(ClaimReports.ofAttempt(settled, settled.place(), campaign, now))
                    : Optional.empty();
            return changed(contact, after, campaign, new Settlement(SETTLED, before.line(), report));
        }
        Optional<Report> report = concerned && !before.settled() ? lookAt(next, campaign, now) : Optional.empty();
        Contact noted = contact.with(outcome.isPresent() ? next.asSettled() : next);
        return changed(
                contact,
                noted.isAnswered() ? noted.answered() : noted,
                campaign,
                new Settlement(NOTED, before.line(), report));
    }

    private static Changed changed(Contact before, Contact after, Campaign campaign, Settlement settlement) {
        return new Changed(new Write.OfContact(after.countedIn(campaign, before)), settlement);
    }

    /** The report that the call must be looked up early: for the machine detection, or to be hung up. */
    private static Optional<Report> lookAt(Attempt attempt, Campaign campaign, Instant now) {
        if (isOverExceptAnswerer(attempt)) {
            return Optional.of(look(attempt, campaign, now.plus(DETECTION_GRACE)));
        }
        return attempt instanceof Call call && call.isUnwantedBy(campaign)
                ? Optional.of(look(attempt, campaign, now))
                : Optional.empty();
    }

    private static Report look(Attempt attempt, Campaign campaign, Instant at) {
        return new Report(campaign.id(), attempt.place(), Report.What.LOOK, null, at);
    }

    /**
     * Whether the attempt is the one under way, or the latest and a further outcome may change the contact: a further
     * status of a message, or the failure of a call that was reported as answered.
     */
    private static boolean isConcerned(Contact contact, Attempt attempt) {
        int number = attempt.id().number();
        return contact.isSending(number)
                || (contact.isAfter(number) && (attempt instanceof Message || attempt.settled()));
    }

    private static boolean isOverExceptAnswerer(Attempt attempt) {
        return attempt instanceof Call call
                && call.status() == CallStatus.ENDED
                && call.outcome().isEmpty();
    }

    private static Optional<Suppression> suppression(Attempt attempt, AttemptEvent event) {
        if (event instanceof MessageEvent.Stopped stopped) {
            return Optional.of(suppression(attempt, stopped.word(), "reply", event.at()));
        }
        return optOut(event).map(refused -> suppression(attempt, refused.reason(), "provider", event.at()));
    }

    private static Optional<MessageEvent.Refused> optOut(AttemptEvent event) {
        return event instanceof MessageEvent.Refused refused && refused.fault() instanceof ProviderTrouble.OptedOut
                ? Optional.of(refused)
                : Optional.empty();
    }

    private static Suppression suppression(Attempt attempt, String reason, String source, Instant at) {
        return new Suppression(attempt.to(), Channel.WHATSAPP, reason, source, at, null);
    }

    /**
     * The user id to write. It is written once for each message: with the first report that the message has reached the
     * person. A person cannot reply to a message before it arrives.
     */
    private static Optional<KnownUser> user(Attempt attempt, AttemptEvent event) {
        return event instanceof MessageEvent.Reported reported
                        && reported.user() != null
                        && reported.status() != MessageStatus.SENT
                        && attempt instanceof Message message
                        && message.user() == null
                ? Optional.of(new KnownUser(reported.user(), message.to()))
                : Optional.empty();
    }

    private static Optional<ProviderTrouble.Wider> trouble(AttemptEvent event) {
        if (event instanceof CallEvent.Reported reported) {
            return ofCall(reported);
        }
        return event instanceof MessageEvent.Refused refused && refused.fault() instanceof ProviderTrouble.Wider wider
                ? Optional.of(wider)
                : Optional.empty();
    }

    /**
     * The error in a call's event: a provider may accept a call, and later report that it has no capacity, or that the
     * account has no credit.
     */
    private static Optional<ProviderTrouble.Wider> ofCall(CallEvent.Reported reported) {
        String error = reported.error();
        if (error == null || reported.status() != CallStatus.FAILED) {
            return Optional.empty();
        }
        return switch (CallError.of(error)) {
            case NO_PLACE ->
                Optional.of(new ProviderTrouble.LineThrottled(reported.at().plus(NO_PLACE_WAIT)));
            case ACCOUNT -> Optional.of(new ProviderTrouble.AccountUnusable());
            case NOT_IN_SERVICE, DECLINED, TECHNICAL -> Optional.empty();
        };
    }

    /** The code of the error. */
    static String reason(AttemptEvent event) {
        return event instanceof CallEvent.Reported reported && reported.error() != null
                ? reported.error()
                : event.what();
    }
}
