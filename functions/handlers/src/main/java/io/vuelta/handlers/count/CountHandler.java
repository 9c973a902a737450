package io.vuelta.handlers.count;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.vuelta.adapters.dynamodb.ChangeReader;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.StreamItems;
import io.vuelta.handlers.runtime.WallClock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table's change stream → {@link CountChanges}. The mapping has a tumbling window only because the event names its shard
 * then: the counts remember how far each shard has been counted. The function fails only if the table cannot be written; the
 * same records come again then, and nothing of the shard after them.
 */
public final class CountHandler implements RequestHandler<DynamodbTimeWindowEvent, TimeWindowEventResponse> {
    /** Who deletes an item because its time to live is over. */
    private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

    private final CountChanges countChanges;

    public CountHandler() {
        this(Settings.environment());
    }

    public CountHandler(Map<String, String> environment) {
        this(Settings.of(environment));
    }

    private CountHandler(Settings settings) {
        this(settings, Stores.of(settings));
    }

    private CountHandler(Settings settings, Stores stores) {
        this(new CountChanges(
                stores.counts(),
                stores.campaigns(),
                new SqsWakes(Aws.sqs(), settings.text("PACE_QUEUE_URL")),
                new WallClock()));
    }

    public CountHandler(CountChanges countChanges) {
        this.countChanges = countChanges;
    }

    @Override
    public TimeWindowEventResponse handleRequest(DynamodbTimeWindowEvent event, Context context) {
        List<DynamodbStreamRecord> records = event.getRecords() == null ? List.of() : event.getRecords();
        List<Change> changes = records.stream().flatMap(CountHandler::change).toList();
        if (!changes.isEmpty()) {
            countChanges.count(event.getShardId(), changes);
        }
        long unreadable =
                changes.stream().filter(Change.Unreadable.class::isInstance).count();
        if (unreadable > 0) {
            LogLine.of(context, "change_unreadable")
                    .with("shard", event.getShardId())
                    .with("records", unreadable)
                    .warn();
        }
        return TimeWindowEventResponse.builder()
                .withState(Map.of())
                .withBatchItemFailures(List.of())
                .build();
    }

    private static Stream<Change> change(DynamodbStreamRecord record) {
        StreamRecord told = record.getDynamodb();
        boolean expired = record.getUserIdentity() != null
                && TIME_TO_LIVE.equals(record.getUserIdentity().getPrincipalId());
        return ChangeReader.read(new ChangeReader.Images(
                        told.getSequenceNumber(),
                        StreamItems.item(told.getKeys()),
                        StreamItems.item(told.getOldImage()),
                        StreamItems.item(told.getNewImage()),
                        expired))
                .stream();
    }
}
