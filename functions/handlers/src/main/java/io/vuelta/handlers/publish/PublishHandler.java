package io.vuelta.handlers.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.vuelta.adapters.dynamodb.ItemChangeReader;
import io.vuelta.domain.event.ItemChange;
import io.vuelta.domain.event.PublishEvents;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.StreamItems;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table's change stream → {@link PublishEvents}. It fails only if the endpoints cannot be read or the queue accepts
 * no messages. Lambda then delivers the same records again before any later records of the shard.
 */
public final class PublishHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final PublishEvents publishEvents;

    public PublishHandler() {
        this(Settings.environment());
    }

    public PublishHandler(Map<String, String> environment) {
        this(PublishWiring.of(Settings.of(environment)));
    }

    public PublishHandler(PublishWiring wiring) {
        this.publishEvents = wiring.publishEvents();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        List<ItemChange> changes =
                event.getRecords().stream().flatMap(PublishHandler::change).toList();
        PublishEvents.Published sent = publishEvents.publish(changes);
        PausedCampaigns.log(changes, context);
        if (sent.unpublished() > 0) {
            LogLine.of(context, "change_unpublished")
                    .count("changes_unpublished", sent.unpublished())
                    .warn();
        }
        if (sent.deliveries() > 0) {
            LogLine.of(context, "publish").with("deliveries", sent.deliveries()).info();
        }
        return new StreamsEventResponse(List.of());
    }

    private static Stream<ItemChange> change(DynamodbStreamRecord record) {
        Date at = record.getDynamodb().getApproximateCreationDateTime();
        return ItemChangeReader.read(StreamItems.images(record), at == null ? Instant.EPOCH : at.toInstant()).stream();
    }
}
