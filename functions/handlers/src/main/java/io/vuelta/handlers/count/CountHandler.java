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
 * The table's change stream → {@link CountChanges}. The event source mapping has a tumbling window only because its
 * events then contain the shard id: the counts record the last counted position of each shard. The function fails only
 * if the table cannot be written. Lambda then delivers the same records again before any later records of the shard.
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
