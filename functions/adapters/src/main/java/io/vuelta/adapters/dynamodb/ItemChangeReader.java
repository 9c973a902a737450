package io.vuelta.adapters.dynamodb;

import io.vuelta.adapters.dynamodb.ChangeReader.Images;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.event.ItemChange;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.upload.UploadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the records of the table's change stream from which events are derived. */
public final class ItemChangeReader {
    private ItemChangeReader() {}

    /**
     * The change of one record; empty if no event can be derived from it.
     *
     * @param at when the item was written
     */
    public static Optional<ItemChange> read(Images record, Instant at) {
        if (record.after().isEmpty()) {
            return Optional.empty();
        }
        try {
            return read(Key.of(record.keys()), record, at);
        } catch (RuntimeException _) {
            // A record that cannot be read must not block the events of later records.
            return Optional.of(new ItemChange.Unreadable(at));
        }
    }

    /** The keys of an item. */
    private record Key(String pk, String sk) {
        static Key of(Map<String, AttributeValue> keys) {
            ItemReader reader = new ItemReader(keys);
            return new Key(reader.textOrEmpty("pk"), reader.textOrEmpty("sk"));
        }

        CampaignId campaign() {
            return Keys.campaignOf(pk);
        }

        String after(String prefix) {
            return sk.substring(prefix.length());
        }

        /** The attempt in the key of a reply. */
        AttemptId attempt() {
            return new AttemptId(Keys.contactOf(pk, sk), Keys.numberOf(sk));
        }
    }

    private static Optional<ItemChange> read(Key key, Images record, Instant at) {
        if (key.pk().equals(Keys.ENDPOINTS)) {
            return both(record, DynamoEndpoints::read, (was, is) -> new ItemChange.OfEndpoint(was, is, at));
        }
        if (key.pk().startsWith(Keys.DO_NOT_CONTACT)) {
            return Optional.of(new ItemChange.OfSuppressions(
                    record.before().isEmpty() ? List.of() : DynamoDoNotContact.entries(new ItemReader(record.before())),
                    DynamoDoNotContact.entries(new ItemReader(record.after())),
                    at));
        }
        return key.pk().startsWith("C#") ? ofCampaign(key, record, at) : Optional.empty();
    }

    private static Optional<ItemChange> ofCampaign(Key key, Images record, Instant at) {
        String sk = key.sk();
        if (sk.equals(Keys.CAMPAIGN)) {
            return both(
                    record,
                    item -> CampaignItem.read(key.campaign(), item),
                    (was, is) -> new ItemChange.OfCampaign(was, is, at));
        }
        if (sk.startsWith(Keys.CONTACT)) {
            return both(record, ContactItem::read, (was, is) -> new ItemChange.OfContact(was, is, at));
        }
        if (sk.startsWith(Keys.ATTEMPT)) {
            return both(
                    record,
                    item -> AttemptItem.read(item).attempt(),
                    (was, is) -> new ItemChange.OfEarlierAttempt(was, is, at));
        }
        if (sk.startsWith(DynamoReceivedMessages.RECEIVED)) {
            return Optional.of(new ItemChange.OfReply(
                    !record.before().isEmpty(),
                    DynamoReceivedMessages.read(key.attempt(), new ItemReader(record.after())),
                    at));
        }
        if (sk.startsWith(Keys.UPLOAD)) {
            UploadId id = new UploadId(key.campaign(), key.after(Keys.UPLOAD));
            return both(
                    record, item -> DynamoUploads.read(id, item), (was, is) -> new ItemChange.OfUpload(was, is, at));
        }
        if (sk.startsWith(Keys.EXPORT)) {
            ExportId id = new ExportId(key.campaign(), key.after(Keys.EXPORT));
            return both(
                    record, item -> DynamoExports.read(id, item), (was, is) -> new ItemChange.OfExport(was, is, at));
        }
        return Optional.empty();
    }

    /** Creates a change from the item before and after the write. */
    private interface Pair<T> {
        ItemChange of(@Nullable T before, T after);
    }

    private static <T> Optional<ItemChange> both(Images record, Function<ItemReader, T> read, Pair<T> pair) {
        T before = record.before().isEmpty() ? null : read.apply(new ItemReader(record.before()));
        return Optional.of(pair.of(before, read.apply(new ItemReader(record.after()))));
    }
}
