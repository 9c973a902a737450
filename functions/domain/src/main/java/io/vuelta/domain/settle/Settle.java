package io.vuelta.domain.settle;

import static io.vuelta.domain.settle.Settlement.Result.ANOTHER_LINE;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.DoNotContact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event into its attempt and, when the attempt has an outcome, into the contact: one write, because the
 * latest attempt is part of its contact. It returns the report for the line's pacer; the caller sends it after the
 * write.
 */
public final class Settle {
    /** Maximum number of tries after races lost to other events of the same call. */
    private static final int TRIES = 10;

    private final Contacts contacts;
    private final Attempts attempts;
    private final DoNotContact doNotContact;
    private final UserIds userIds;
    private final KnownCampaigns known;
    private final ReactToTrouble trouble;
    private final InstantSource clock;
    private final Duration backoff;

    /**
     * Uses these ports.
     *
     * @param backoff the wait before a contact is tried again after a technical failure
     */
    public Settle(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            DoNotContact doNotContact,
            UserIds userIds,
            ReactToTrouble trouble,
            InstantSource clock,
            Duration backoff) {
        this.contacts = contacts;
        this.attempts = attempts;
        this.doNotContact = doNotContact;
        this.userIds = userIds;
        this.known = new KnownCampaigns(campaigns, clock);
        this.trouble = trouble;
        this.clock = clock;
        this.backoff = backoff;
    }

    /**
     * Settles an event that a provider has reported without a request. Safe to repeat. Throws {@link StoreBusy} if it
     * could not be written now.
     */
    public Settlement apply(ProviderEvents.ProviderEvent outcome) {
        return apply(outcome.line(), outcome.attempt(), outcome.event(), Optional.empty());
    }

    /** Settles an event from a look-up. Safe to repeat. Throws {@link StoreBusy} if it could not be written now. */
    public Settlement apply(AttemptId id, AttemptEvent event) {
        return apply(null, id, event, Optional.empty());
    }

    /** Settles an event of a contact that has just been written. */
    public Settlement apply(Contact contact, AttemptId id, AttemptEvent event) {
        return apply(null, id, event, Optional.of(contact));
    }

    /**
     * Settles an event from the provider's answer to a look-up. If it was unknown until then whether the call was
     * placed, the same write stores when it was found.
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
            Optional<Attempt> latest = contact.attempt(id.number());
            // An event of an attempt whose person was erased would only restore erased data.
            Optional<Attempt> attempt = latest.or(() -> attempts.findEarlier(id));
            if (attempt.isEmpty()) {
                return Settlement.unknown();
            }
            if (attempt.get().to().isErased()) {
                forgetUser(event);
                return Settlement.unknown();
            }
            if (line != null && !line.equals(attempt.get().line())) {
                return new Settlement(ANOTHER_LINE, attempt.get().line(), Optional.empty());
            }
            SettlementPlan.Read read = read(contact, attempt.get(), latest.isPresent(), event);
            SettlementPlan plan = SettlementPlan.of(read, event, lookedUp, clock.instant(), backoff);
            writeBeside(plan, attempt.get(), event);
            if (!(write(contact, plan.write()) instanceof Written.Lost(Optional<Contact> there))) {
                return plan.settlement();
            }
            found = there;
            if (found.isEmpty() && plan.user().isPresent()) {
                forgetUser(event);
            }
        }
        return lost(id, found);
    }

    private SettlementPlan.Read read(Contact contact, Attempt attempt, boolean isLatest, AttemptEvent event) {
        return new SettlementPlan.Read(contact, attempt, isLatest, () -> campaign(contact, attempt, event));
    }

    /**
     * The contact's campaign. A call that fails after it was settled may be repeated, and its campaign may have finished
     * a moment ago: then the cached campaign is not recent enough.
     */
    private Campaign campaign(Contact contact, Attempt attempt, AttemptEvent event) {
        boolean again = attempt.settled()
                && event instanceof CallEvent.Reported reported
                && reported.status() == CallStatus.FAILED;
        return again
                ? known.read(contact.id().campaign())
                : known.get(contact.id().campaign(), contact.cyclePosition().cycle());
    }

    /**
     * Makes the writes that must come before the attempt's: after the attempt is written, a repeated event has no
     * effect.
     */
    private void writeBeside(SettlementPlan plan, Attempt attempt, AttemptEvent event) {
        plan.suppression().ifPresent(doNotContact::put);
        plan.user().ifPresent(user -> userIds.put(user.user(), user.number()));
        plan.trouble().ifPresent(wider -> trouble.reported(attempt, wider, SettlementPlan.reason(event), event.at()));
    }

    /** Deletes the user id again: this event may have stored it a moment before the person was erased or removed. */
    private void forgetUser(AttemptEvent event) {
        if (event instanceof MessageEvent.Reported reported && reported.user() != null) {
            userIds.forget(reported.user());
        }
    }

    private static Settlement lost(AttemptId id, Optional<Contact> found) {
        if (found.isEmpty()) {
            return Settlement.unknown();
        }
        throw StoreBusy.conflict("attempt " + id);
    }

    private Written write(Contact contact, SettlementPlan.Write write) {
        return switch (write) {
            case SettlementPlan.Write.Nothing _ -> new Written.Done(contact);
            case SettlementPlan.Write.OfContact of -> contacts.write(contact, of.contact());
            case SettlementPlan.Write.OfEarlier of -> {
                // The contact is written first: until the attempt is written, a repeated event still has an effect.
                Written first =
                        of.contact() == null ? new Written.Done(contact) : contacts.write(contact, of.contact());
                yield first instanceof Written.Done && !attempts.writeEarlier(of.attempt())
                        ? new Written.Lost(contacts.find(contact.id()))
                        : first;
            }
        };
    }

    /** The contact by an eventually consistent read; the condition of the write detects a change since then. */
    private Optional<Contact> find(AttemptId id) {
        return contacts.findEventually(id.contact())
                .filter(contact -> contact.attempt(id.number()).isPresent())
                .or(() -> contacts.find(id.contact()));
    }
}
