package io.vuelta.handlers.export;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsExportRequests;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.RunExport;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.VirtualThreads;
import java.time.Duration;
import java.util.Map;

/** Export queue → {@link RunExport}. */
public final class ExportHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /**
     * Number of tries for an export. The queue delivers its message again; then an export whose function was killed
     * every time is marked as failed, and the message goes to the dead letters.
     */
    private static final int MAX_TRIES = 3;

    /** Time for the last part, the manifest, and the write of the result. */
    private static final long RESERVE_MILLIS = Duration.ofSeconds(30).toMillis();

    private final RunExport export;
    private final SqsBatchHandler messages;

    public ExportHandler() {
        this(Settings.environment());
    }

    public ExportHandler(Map<String, String> environment) {
        this(ExportWiring.of(Settings.of(environment)));
    }

    public ExportHandler(ExportWiring wiring) {
        this.export = wiring.export();
        this.messages = new SqsBatchHandler(wiring.redelivery(), new VirtualThreads());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.each(event, context, message -> run(message, context));
    }

    private void run(SQSEvent.SQSMessage message, Context context) {
        ExportId id = SqsExportRequests.read(message.getBody());
        int receives = SqsBatchHandler.receives(message);
        if (receives > MAX_TRIES && export.giveUp(id)) {
            throw new IllegalStateException("the export was tried " + MAX_TRIES + " times: " + id);
        }
        export.handle(id, () -> context.getRemainingTimeInMillis() < RESERVE_MILLIS, receives == MAX_TRIES);
        LogLine.of(context, "export").with("export", id).info();
    }
}
