package io.vuelta.handlers.count;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import io.vuelta.adapters.dynamodb.ChangeReader;
import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.StreamItems;
import java.util.List;
import java.util.Map;

/**
 * The table's change stream → {@link CountChanges}. The mapping has a tumbling window only because the event names its shard
 * then: the counts remember how far each shard has been counted. The function fails only if the table cannot be written; the
 * same records come again then, and nothing of the shard after them.
 */
public final class CountHandler implements RequestHandler<DynamodbTimeWindowEvent, TimeWindowEventResponse> {
    private final CountChanges countChanges;

    public CountHandler() {
        this(Settings.environment());
    }

    public CountHandler(Map<String, String> environment) {
        this(CountWiring.of(Settings.of(environment)));
    }

    public CountHandler(CountWiring wiring) {
        this.countChanges = wiring.countChanges();
    }

    @Override
    public TimeWindowEventResponse handleRequest(DynamodbTimeWindowEvent event, Context context) {
        List<DynamodbStreamRecord> records = event.getRecords() == null ? List.of() : event.getRecords();
        List<Change> changes = records.stream()
                .flatMap(record -> ChangeReader.read(StreamItems.images(record)).stream())
                .toList();
        if (!changes.isEmpty()) {
            countChanges.count(event.getShardId(), changes);
        }
        long bad = changes.stream().filter(Change.Unreadable.class::isInstance).count();
        if (bad > 0) {
            String shard = event.getShardId();
            LogLine.of(context, "change_unreadable")
                    .with("shard", shard)
                    .count("changes_unreadable", bad)
                    .warn();
        }
        return TimeWindowEventResponse.builder()
                .withState(Map.of())
                .withBatchItemFailures(List.of())
                .build();
    }
}
