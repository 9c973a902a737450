package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.count.Change;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the records of the table's change stream. */
public final class ChangeReader {
    private ChangeReader() {}

    /**
     * Reads one record of the change stream: an item before and after a write.
     *
     * @param keys the keys of the item
     * @param before the item before the write; empty for a new one
     * @param after the item after the write; empty for a deleted one
     * @param expired whether the table has deleted the item because it had expired
     */
    public record Images(
            String sequence,
            Map<String, AttributeValue> keys,
            Map<String, AttributeValue> before,
            Map<String, AttributeValue> after,
            boolean expired) {
        public Images {
            keys = Map.copyOf(keys);
            before = Map.copyOf(before);
            after = Map.copyOf(after);
        }
    }

    /** The change of a contact or an attempt; empty if the record concerns another kind of item. */
    public static Optional<Change> read(Images record) {
        ItemReader keys = new ItemReader(record.keys());
        String pk = keys.textOrEmpty("pk");
        String sk = keys.textOrEmpty("sk");
        boolean ofContact = sk.startsWith(Keys.CONTACT);
        if (!pk.startsWith("C#") || !(ofContact || sk.startsWith(Keys.ATTEMPT))) {
            return Optional.empty();
        }
        CampaignId campaign = Keys.campaignOf(pk);
        String sequence = TallyItem.padded(record.sequence());
        if (record.after().isEmpty()) {
            return Optional.of(
                    record.expired()
                            ? new Change.Expired(campaign, sequence)
                            : new Change.Unreadable(campaign, sequence));
        }
        try {
            return Optional.of(
                    ofContact
                            ? new Change.OfContact(sequence, contact(record.before()), contactOf(record.after()))
                            : new Change.OfEarlierAttempt(
                                    sequence, attempt(record.before()), attemptOf(record.after())));
        } catch (RuntimeException _) {
            // Any error in a record is handled in the same way: the records after it must be counted, and a recount
            // corrects the sums.
            return Optional.of(new Change.Unreadable(campaign, sequence));
        }
    }

    private static @Nullable Contact contact(Map<String, AttributeValue> item) {
        return item.isEmpty() ? null : contactOf(item);
    }

    private static Contact contactOf(Map<String, AttributeValue> item) {
        return ContactItem.read(new ItemReader(item));
    }

    private static @Nullable Attempt attempt(Map<String, AttributeValue> item) {
        return item.isEmpty() ? null : attemptOf(item);
    }

    private static Attempt attemptOf(Map<String, AttributeValue> item) {
        return AttemptItem.read(new ItemReader(item)).attempt();
    }
}
