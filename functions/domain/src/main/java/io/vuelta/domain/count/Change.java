package io.vuelta.domain.count;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import org.jspecify.annotations.Nullable;

/**
 * One change of the table, from its change stream. Changes are delivered at least once. Changes of one shard have
 * rising sequence numbers, but may be delivered again after later ones.
 */
public sealed interface Change {
    CampaignId campaign();

    /** Decimal digits, padded with zeros to {@value Tally#SEQUENCE_DIGITS}; unique and rising within a shard. */
    String sequence();

    /**
     * A contact was written.
     *
     * @param before null for a new one
     */
    record OfContact(String sequence, @Nullable Contact before, Contact after) implements Change {
        @Override
        public CampaignId campaign() {
            return after.id().campaign();
        }
    }

    /**
     * An earlier attempt was written.
     *
     * @param before null if it has just left its contact
     */
    record OfEarlierAttempt(String sequence, @Nullable Attempt before, Attempt after) implements Change {
        @Override
        public CampaignId campaign() {
            return after.id().campaign();
        }
    }

    /** The table has dropped something because its time was over: the counts stay, and cannot be recounted any more. */
    record Expired(CampaignId campaign, String sequence) implements Change {}

    /** A contact or attempt that cannot be understood, or that was deleted: the campaign must be recounted. */
    record Unreadable(CampaignId campaign, String sequence) implements Change {}
}
