package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.store.LostRaces;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.text.WireName;
import io.vuelta.domain.wake.Wakes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Retries, skips, removes or tags one contact, with the campaign in any status. A finished campaign is started again if
 * one of its contacts must be tried again. If a campaign is cancelled or archived, or its end is past, it makes no
 * attempts, and a retry is refused.
 */
public final class ActOnContact {
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final DoNotContact doNotContact;
    private final Wakes wakes;
    private final LostRaces races;
    private final InstantSource clock;

    public ActOnContact(
            Campaigns campaigns,
            Contacts contacts,
            DoNotContact doNotContact,
            Wakes wakes,
            LostRaces races,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.doNotContact = doNotContact;
        this.wakes = wakes;
        this.races = races;
        this.clock = clock;
    }

    /** The actions that can be requested. */
    public enum Action implements WireName {
        /**
         * Moves a failed, voicemail or answered contact to the queue; also a suppressed one if its number is no longer
         * on the do-not-contact list.
         */
        RETRY,
        /** Moves a contact in the queue or waiting for a retry to skipped. */
        SKIP,
        /** Removes a contact in the queue, or a failed one. */
        REMOVE,
        /** Adds tags of the agent, in any status. */
        TAG;

        /** Whether the action changes which contacts wait for an attempt: all actions except tags do. */
        public boolean isEdit() {
            return this != TAG;
        }
    }

    /** The result of one action on one contact. */
    public sealed interface Decision {
        /** The contact after the action; it is not stored yet. */
        record Becomes(Contact contact) implements Decision {}

        /** The contact already has these tags. */
        record Unchanged() implements Decision {}

        /** The action is not allowed in this status. */
        record Not() implements Decision {}

        /** The number is still on the do-not-contact list. */
        record Listed(Suppression entry) implements Decision {}
    }

    /** The result of an action. */
    public sealed interface Result {
        /** The contact as it is stored now. */
        record Done(Contact contact) implements Result {}

        /** The action is not allowed in this status. */
        record Refused(ContactStatus status) implements Result {}

        /** The number is still on the do-not-contact list. */
        record Listed(Suppression entry) implements Result {}

        /** Its campaign is cancelled or archived, or its end is past: no contact would be attempted. */
        record Closed(Campaign campaign) implements Result {}

        record NoSuchContact() implements Result {}
    }

    /**
     * Acts once: an action without an effect is refused. The line is woken in any case, so that a request repeated
     * after a crash sends the lost wake-up. Throws {@link StoreBusy} if that is not possible at the moment.
     */
    public Result act(ContactId id, Action action) {
        return act(id, action, List.of());
    }

    /**
     * Adds these tags to a contact; they must be tags of its agent. A contact that already has all of them is not
     * changed.
     */
    public Result tag(ContactId id, List<String> tags) {
        return act(id, Action.TAG, tags);
    }

    private Result act(ContactId id, Action action, List<String> tags) {
        return races.untilWon("contact " + id, () -> {
            Optional<Campaign> campaign = campaigns.find(id.campaign());
            Optional<Contact> stored =
                    campaign.isEmpty() ? Optional.empty() : contacts.find(id).filter(found -> !found.isRemoved());
            return stored.isEmpty()
                    ? Optional.of(new Result.NoSuchContact())
                    : act(campaign.get(), stored.get(), action, tags);
        });
    }

    /** The result; empty if the race was lost. */
    private Optional<Result> act(Campaign campaign, Contact stored, Action action, List<String> tags) {
        Instant now = clock.instant();
        Contact contact = stored.in(campaign.cycle());
        if (action == Action.RETRY && isClosed(campaign, now)) {
            return Optional.of(new Result.Closed(campaign));
        }
        if (isDone(contact, action)) {
            reopenAndWake(campaign, contact.status() == ContactStatus.QUEUE);
        }
        return switch (decide(campaign, contact, action, tags, now)) {
            case Decision.Not _ -> Optional.of(new Result.Refused(contact.status()));
            case Decision.Listed listed -> Optional.of(new Result.Listed(listed.entry()));
            case Decision.Unchanged _ -> Optional.of(new Result.Done(contact));
            case Decision.Becomes becomes -> {
                if (!written(campaign, stored, becomes.contact(), action)) {
                    yield Optional.empty();
                }
                if (action.isEdit()) {
                    reopenAndWake(campaign, becomes.contact().status() == ContactStatus.QUEUE);
                }
                yield Optional.of(new Result.Done(becomes.contact()));
            }
        };
    }

    /**
     * The result of an action on a contact, read in its campaign's cycle; nothing is written.
     *
     * @param tags the tags that {@code TAG} adds
     */
    public Decision decide(Campaign campaign, Contact contact, Action action, List<String> tags, Instant now) {
        Optional<Contact> next = decide(contact, action, tags, now);
        if (next.isEmpty()) {
            return new Decision.Not();
        }
        if (action == Action.RETRY && contact.status() == ContactStatus.SUPPRESSED) {
            Optional<Suppression> entry =
                    doNotContact.find(contact.number(), campaign.settings().channel(), now);
            if (entry.isPresent()) {
                return new Decision.Listed(entry.get());
            }
        }
        return next.get().equals(contact) ? new Decision.Unchanged() : new Decision.Becomes(next.get());
    }

    /** Whether the campaign makes no further attempts: it is cancelled or archived, or its end is past. */
    public static boolean isClosed(Campaign campaign, Instant now) {
        return campaign.archived()
                || campaign.status() == CampaignStatus.CANCELLED
                || campaign.settings().isOver(now);
    }

    /** Whether the contact has the state to which an earlier run of the same request would have led. */
    private static boolean isDone(Contact contact, Action action) {
        return (action == Action.RETRY && contact.status() == ContactStatus.QUEUE)
                || (action == Action.SKIP && contact.status() == ContactStatus.SKIPPED);
    }

    private boolean written(Campaign campaign, Contact before, Contact after, Action action) {
        List<Contacts.Change> changes = List.of(change(campaign, before, after, action));
        return contacts.edit(campaign, changes, 0, action.isEdit() ? 1 : 0);
    }

    /** A contact before and after the action, for writing and counting. */
    public static Contacts.Change change(Campaign campaign, Contact before, Contact after, Action action) {
        Contact next = action.isEdit() ? after.edited() : after;
        return new Contacts.Change(before, next.countedIn(campaign));
    }

    /** The contact after the action; empty if its status does not allow the action. */
    private static Optional<Contact> decide(Contact contact, Action action, List<String> tags, Instant now) {
        if (contact.isErased() || contact.isErasing()) {
            return Optional.empty();
        }
        return switch (action) {
            case RETRY ->
                switch (contact.status()) {
                    case FAILED, VOICEMAIL, ANSWERED, SUPPRESSED -> Optional.of(contact.askedAgain(now));
                    case QUEUE, SENDING, RETRYING, DELIVERED, READ, ACCEPTED, REJECTED, CONVERTED, SKIPPED, REMOVED ->
                        Optional.empty();
                };
            case SKIP ->
                switch (contact.status()) {
                    case QUEUE, RETRYING -> Optional.of(contact.skipped(now));
                    case SENDING,
                            SKIPPED,
                            FAILED,
                            VOICEMAIL,
                            ANSWERED,
                            DELIVERED,
                            READ,
                            ACCEPTED,
                            REJECTED,
                            CONVERTED,
                            SUPPRESSED,
                            REMOVED -> Optional.empty();
                };
            case REMOVE ->
                contact.status() == ContactStatus.QUEUE || contact.status() == ContactStatus.FAILED
                        ? Optional.of(contact.removed(now))
                        : Optional.empty();
            case TAG -> Optional.of(contact.tagged(tags, now));
        };
    }

    /**
     * The steps after a change. The line is woken last: a request that is repeated after a crash does it again.
     *
     * @param waits whether the contact waits for an attempt now: if so, a finished campaign is started again
     */
    public void reopenAndWake(Campaign read, boolean waits) {
        if (waits) {
            reopen(read);
        }
        wakes.wake(read.line());
    }

    private void reopen(Campaign read) {
        Optional<Campaign> campaign = Optional.of(read);
        int lost = 0;
        do {
            if (campaign.isEmpty()
                    || !(LifeCycle.decide(campaign.get(), CampaignAction.REOPEN, clock.instant())
                            instanceof LifeCycle.Decision.Moved moved)
                    || campaigns.save(moved.to())) {
                return;
            }
            campaign = campaigns.find(read.id());
            lost++;
        } while (races.tryAgain(lost));
        throw StoreBusy.conflict("campaign " + read.id());
    }
}
