package io.vuelta.handlers.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsIngestRequests;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.VirtualThreads;
import java.util.Map;

/** Uploads queue → {@link IngestUpload}. */
public final class IngestHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final UploadReader reader;
    private final SqsBatchHandler messages;

    public IngestHandler() {
        this(Settings.environment());
    }

    public IngestHandler(Map<String, String> environment) {
        this(IngestWiring.of(Settings.of(environment)));
    }

    public IngestHandler(IngestWiring wiring) {
        this.reader = new UploadReader(wiring.ingest());
        this.messages = new SqsBatchHandler(wiring.redelivery(), new VirtualThreads());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.each(event, context, message -> {
            int receives = SqsBatchHandler.receives(message);
            SqsIngestRequests.read(message.getBody()).forEach(key -> reader.read(key, receives, context));
        });
    }
}
