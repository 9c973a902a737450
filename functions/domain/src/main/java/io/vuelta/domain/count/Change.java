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
     * @param before the contact before the write; null for a new one
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
     * @param before the attempt before the write; null if it was moved from its contact by this write
     */
    record OfEarlierAttempt(String sequence, @Nullable Attempt before, Attempt after) implements Change {
        @Override
        public CampaignId campaign() {
            return after.id().campaign();
        }
    }

    /** The table has deleted an expired item (time to live): the counts stay, and can no longer be recounted. */
    record Expired(CampaignId campaign, String sequence) implements Change {}

    /** A contact or attempt that cannot be parsed, or was deleted: the campaign must be recounted. */
    record Unreadable(CampaignId campaign, String sequence) implements Change {}
}
