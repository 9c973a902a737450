package io.vuelta.handlers.deliver;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.domain.event.DeliverEvent;
import io.vuelta.domain.event.Delivery;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.VirtualThreads;
import java.util.Locale;
import java.util.Map;

/** Deliveries queue → {@link DeliverEvent}. */
public final class DeliverHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final DeliverEvent deliverEvent;
    private final SqsBatchHandler messages;

    public DeliverHandler() {
        this(Settings.environment());
    }

    public DeliverHandler(Map<String, String> environment) {
        this(DeliverWiring.of(Settings.of(environment)));
    }

    public DeliverHandler(DeliverWiring wiring) {
        this.deliverEvent = wiring.deliverEvent();
        this.messages = new SqsBatchHandler(wiring.redelivery(), new VirtualThreads());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.together(event, context, message -> {
            Delivery delivery = SqsDeliveries.read(message.getBody());
            log(delivery, deliverEvent.deliver(delivery), context);
        });
    }

    private static void log(Delivery delivery, DeliverEvent.Result result, Context context) {
        LogLine line = LogLine.of(context, "deliver")
                .with("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                .with("endpoint", delivery.endpoint())
                .with("event", delivery.event().id())
                .with("type", delivery.event().type().wire())
                .with("attempt", delivery.attempt());
        if (result.disabled()) {
            line.count("endpoint_disabled", 1);
        }
        if (result.reason().isEmpty()) {
            line.info();
        } else {
            line.with("reason", result.reason()).warn();
        }
    }
}
