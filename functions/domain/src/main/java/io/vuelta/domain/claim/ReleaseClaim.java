package io.vuelta.domain.claim;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import java.time.Instant;
import java.util.Optional;

/** Releases a claim whose attempt does not begin. Its place and its count are free again as soon as that is reported. */
public final class ReleaseClaim {
    private final Contacts contacts;

    public ReleaseClaim(Contacts contacts) {
        this.contacts = contacts;
    }

    /** The result of releasing a claim. */
    public sealed interface Result {
        /**
         * It is released.
         *
         * @param report for the line's pacer
         */
        record Released(Report report) implements Result {}

        /**
         * The contact was written by another since.
         *
         * @param there as it is now; empty if there is none
         */
        record Lost(Optional<Contact> there) implements Result {}
    }

    /** The contact may be tried again at once: the pacer knows when, and finds it without a walk. */
    public Result release(Campaign campaign, Contact contact, String reason, Instant now) {
        Contact in = contact.in(campaign.cycle());
        return write(campaign, contact, in.released(now, reason, now), now);
    }

    /**
     * The contact must not be contacted at all.
     *
     * @param entry of the do-not-contact list, see {@link Contact#suppressed}
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
            case Written.Done done ->
                new Result.Released(new Report(campaign.id(), contact.place(), Report.What.RELEASED, claim.day(), now));
            case Written.Lost lost -> new Result.Lost(lost.there());
        };
    }
}
