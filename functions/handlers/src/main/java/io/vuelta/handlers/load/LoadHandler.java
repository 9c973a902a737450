package io.vuelta.handlers.load;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.domain.bulk.RunJob;
import io.vuelta.domain.erasure.RunErasure;
import io.vuelta.domain.file.CopyContacts;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.retention.RemoveContacts;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.VirtualThreads;
import java.util.Map;

/** Contacts queue → {@link LoadBatch}, {@link CopyContacts}, {@link RunJob}, {@link RunErasure} or {@link RemoveContacts}. */
public final class LoadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final LoadMessageHandler load;
    private final SqsBatchHandler messages;

    public LoadHandler() {
        this(Settings.environment());
    }

    public LoadHandler(Map<String, String> environment) {
        this(LoadWiring.of(Settings.of(environment)));
    }

    public LoadHandler(LoadWiring wiring) {
        this.load = new LoadMessageHandler(wiring);
        this.messages = new SqsBatchHandler(wiring.redelivery(), new VirtualThreads());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.each(event, context, message -> load.handle(SqsBatches.read(message.getBody()), context));
    }
}
