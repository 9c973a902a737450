package io.vuelta.adapters.dynamodb;

import static io.vuelta.adapters.dynamodb.DynamoTable.expressionValues;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.retention.RemovalCursor;
import io.vuelta.domain.retention.Removals;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Sets an instant of expiry on each item of a campaign's contacts, by one write each; the table's TTL deletes the
 * items, which costs nothing. The versions do not change, so a concurrent write is refused only because of {@link
 * DynamoTable#EXPIRES_AT}.
 */
public final class DynamoRemovals implements Removals {
    private static final String PROBLEMS = "problems";

    /** A text that sorts before every sort key. */
    private static final String FIRST = "!";

    private final DynamoTable table;
    private final UserIds userIds;

    public DynamoRemovals(DynamoTable table, UserIds userIds) {
        this.table = table;
        this.userIds = userIds;
    }

    /** Whether an item in a contact's partition is about to be deleted. */
    static boolean isExpired(ItemReader item) {
        return item.has(DynamoTable.EXPIRES_AT);
    }

    @Override
    public RemovalCursor expire(CampaignId campaign, RemovalCursor from, int limit, Instant at) {
        if (from.ended()) {
            return from;
        }
        DynamoTable.QueryPage page = table.page(QueryRequest.builder()
                .keyConditionExpression("pk = :pk AND sk > :after")
                .expressionAttributeValues(expressionValues(
                        ":pk", pk(campaign, from), ":after", from.after().isEmpty() ? FIRST : from.after()))
                .projectionExpression(
                        "pk, sk, " + DynamoTable.EXPIRES_AT + ", " + AttemptItem.ATTEMPT + "." + AttemptItem.USER)
                .limit(limit));
        List<Callable<Boolean>> writes = page.items().stream()
                .filter(item -> !isExpired(item))
                .map(item -> write(item, from.isOfCampaign(), at))
                .toList();
        var _ = ParallelCalls.all(writes);
        return page.more() && !page.items().isEmpty()
                ? from.past(page.items().getLast().text("sk"))
                : from.nextPartition();
    }

    private static String pk(CampaignId campaign, RemovalCursor from) {
        return from.isOfCampaign()
                ? Keys.campaign(campaign).pk()
                : Keys.shard(campaign, new ScanCursor(from.partition(), "").digit());
    }

    private Callable<Boolean> write(ItemReader item, boolean ofCampaign, Instant at) {
        Keys keys = new Keys(item.text("pk"), item.text("sk"));
        boolean isBatch = keys.sk().startsWith(Keys.BATCHES) || keys.sk().startsWith(Keys.COPIED);
        if (!ofCampaign || isBatch) {
            return () -> {
                // The user id comes first: without its message, nothing would find it any more.
                AttemptItem.user(item).ifPresent(userIds::forget);
                return table.updateOnce(
                        new ItemUpdate(table, keys).whenItExists().set(DynamoTable.EXPIRES_AT, at.getEpochSecond()));
            };
        }
        // An upload stays with its counts; the cells that it reports as problems are deleted.
        return keys.sk().startsWith(Keys.UPLOAD)
                ? () -> table.updateOnce(
                        new ItemUpdate(table, keys).whenItExists().set(PROBLEMS, AttributeValue.fromL(List.of())))
                : () -> false;
    }
}
