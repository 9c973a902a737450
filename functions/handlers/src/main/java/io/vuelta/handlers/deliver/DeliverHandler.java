package io.vuelta.handlers.deliver;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.receiver.HttpsEventReceiver;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.domain.event.DeliverEvent;
import io.vuelta.domain.event.Delivery;
import io.vuelta.domain.event.EventBodies;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.WallClock;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Deliveries queue → {@link DeliverEvent}. */
public final class DeliverHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final DeliverEvent deliverEvent;
    private final SqsBatchHandler messages;

    public DeliverHandler() {
        this(Settings.environment());
    }

    public DeliverHandler(Map<String, String> environment) {
        this(Settings.of(environment), Aws.sqs());
    }

    private DeliverHandler(Settings settings, SqsClient sqs) {
        this(wire(settings, sqs), new SqsRedelivery(sqs, settings.text("DELIVERIES_QUEUE_URL")));
    }

    public DeliverHandler(DeliverEvent deliverEvent, Redelivery redelivery) {
        this.deliverEvent = deliverEvent;
        this.messages = new SqsBatchHandler(redelivery);
    }

    private static DeliverEvent wire(Settings settings, SqsClient sqs) {
        WallClock clock = new WallClock();
        DynamoTable table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        Stores stores = Stores.of(table);
        return new DeliverEvent(
                new DynamoEndpoints(table),
                new HttpsEventReceiver(HttpsEventReceiver.Targets.of(settings.text("WEBHOOK_TARGETS")), clock),
                new EventBodies(
                        stores.campaigns(),
                        stores.agents(),
                        stores.lines(),
                        stores.contacts(),
                        stores.attempts(),
                        stores.conversations()),
                new SqsDeliveries(sqs, settings.text("DELIVERIES_QUEUE_URL"), clock),
                new DynamoUndeliveredEvents(table),
                clock);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.together(event, context, message -> deliver(SqsDeliveries.read(message.getBody()), context));
    }

    private void deliver(Delivery delivery, Context context) {
        DeliverEvent.Result result = deliverEvent.deliver(delivery);
        LogLine line = LogLine.of(context, "deliver")
                .with("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                .with("endpoint", delivery.endpoint())
                .with("told", delivery.event().id())
                .with("type", delivery.event().type().wire())
                .with("attempt", delivery.attempt());
        if (result.reason().isEmpty()) {
            line.info();
        } else {
            line.with("reason", result.reason()).warn();
        }
        if (result.disabled()) {
            LogLine.of(context, "endpoint_disabled")
                    .with("endpoint", delivery.endpoint())
                    .warn();
        }
    }
}
