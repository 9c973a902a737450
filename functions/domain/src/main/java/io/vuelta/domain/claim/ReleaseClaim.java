package io.vuelta.domain.claim;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import java.time.Instant;
import java.util.Optional;

/**
 * Releases a claim whose attempt does not begin. Its place and its count are free again as soon as the release is
 * reported.
 */
public final class ReleaseClaim {
    private final Contacts contacts;

    public ReleaseClaim(Contacts contacts) {
        this.contacts = contacts;
    }

    /** The result of releasing a claim. */
    public sealed interface Result {
        /**
         * The claim is released.
         *
         * @param report the report for the line's pacer
         */
        record Released(Report report) implements Result {}

        /**
         * Another process has written the contact since it was read.
         *
         * @param there the current contact; empty if it does not exist
         */
        record Lost(Optional<Contact> there) implements Result {}
    }

    /**
     * Releases a contact that may be tried again immediately. It gets a due instant, so the pacer finds it without a
     * scan.
     */
    public Result release(Campaign campaign, Contact contact, String reason, Instant now) {
        Contact in = contact.in(campaign.cycle());
        return write(campaign, contact, in.released(now, reason, now), now);
    }

    /**
     * Releases a contact that must not be contacted.
     *
     * @param entry the entry of the do-not-contact list, see {@link Contact#suppressed}
     */
    public Result suppress(Campaign campaign, Contact contact, String reason, String entry, Instant now) {
        return write(campaign, contact, contact.in(campaign.cycle()).suppressed(reason, entry, now), now);
    }

    private Result write(Campaign campaign, Contact contact, Contact after, Instant now) {
        Claim claim = contact.claim();
        if (claim == null || contact.place() == null) {
            throw new IllegalStateException(contact.id() + " is not claimed");
        }
        return switch (contacts.write(contact, after.countedIn(campaign))) {
            case Written.Done _ ->
                new Result.Released(new Report(campaign.id(), contact.place(), Report.What.RELEASED, claim.day(), now));
            case Written.Lost lost -> new Result.Lost(lost.there());
        };
    }
}
