package io.vuelta.handlers.tell;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.vuelta.adapters.dynamodb.ChangeReader.Images;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.ItemChangeReader;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.domain.event.ItemChange;
import io.vuelta.domain.event.TellEvents;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.StreamItems;
import io.vuelta.handlers.runtime.WallClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table's change stream → {@link TellEvents}. It fails only if the endpoints cannot be read or the queue takes nothing;
 * the same records come again then, and nothing of the shard after them.
 */
public final class TellHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final TellEvents tellEvents;

    public TellHandler() {
        this(Settings.environment());
    }

    public TellHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    public TellHandler(TellEvents tellEvents) {
        this.tellEvents = tellEvents;
    }

    private static TellEvents wire(Settings settings) {
        WallClock clock = new WallClock();
        return new TellEvents(
                new DynamoEndpoints(new DynamoTable(RetryingClient.create(), settings.text("TABLE"))),
                new SqsDeliveries(Aws.sqs(), settings.text("DELIVERIES_QUEUE_URL"), clock),
                clock);
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        List<ItemChange> changes =
                event.getRecords().stream().flatMap(TellHandler::change).toList();
        TellEvents.Told told = tellEvents.tell(changes);
        if (told.untold() > 0) {
            LogLine.of(context, "change_untold").with("changes", told.untold()).warn();
        }
        if (told.deliveries() > 0) {
            LogLine.of(context, "tell").with("deliveries", told.deliveries()).info();
        }
        return new StreamsEventResponse(List.of());
    }

    private static Stream<ItemChange> change(DynamodbStreamRecord record) {
        StreamRecord told = record.getDynamodb();
        Images images = new Images(
                told.getSequenceNumber(),
                StreamItems.item(told.getKeys()),
                StreamItems.item(told.getOldImage()),
                StreamItems.item(told.getNewImage()),
                false);
        return ItemChangeReader.read(images, at(told)).stream();
    }

    private static Instant at(StreamRecord told) {
        return told.getApproximateCreationDateTime() == null
                ? Instant.EPOCH
                : told.getApproximateCreationDateTime().toInstant();
    }
}
