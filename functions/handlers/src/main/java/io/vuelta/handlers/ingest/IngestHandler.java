package io.vuelta.handlers.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsIngestRequests;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.LogLine;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.Tries;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Uploads queue → {@link IngestUpload}. */
public final class IngestHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** The queue's maxReceiveCount: after this the message goes to the dead letters, and the upload is told failed. */
    private static final int LAST_RECEIVE = 5;

    /** For the batches that are being sent, each call to AWS tried as often as it may be, and for asking to go on. */
    private static final long RESERVE_MILLIS = Duration.ofSeconds(60).toMillis();

    private static final Pattern KEY = Pattern.compile("uploads/([0-9A-Za-z_-]{1,64})/([0-9A-Za-z_-]{1,64})");

    private final IngestUpload ingest;
    private final SqsBatchHandler messages;

    public IngestHandler() {
        this(Settings.environment());
    }

    public IngestHandler(Map<String, String> environment) {
        this(Settings.of(environment), Aws.sqs());
    }

    private IngestHandler(Settings settings, SqsClient sqs) {
        this(
                IngestWiring.of(settings, Stores.of(settings), Aws.s3(), sqs),
                new SqsRedelivery(sqs, settings.text("UPLOADS_QUEUE_URL")));
    }

    public IngestHandler(IngestUpload ingest, Redelivery redelivery) {
        this.ingest = ingest;
        this.messages = new SqsBatchHandler(redelivery);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return messages.each(event, context, message -> {
            for (String key : SqsIngestRequests.read(message.getBody())) {
                Matcher parts = KEY.matcher(key);
                if (parts.matches()) {
                    UploadId id = new UploadId(new CampaignId(parts.group(1)), parts.group(2));
                    ingest(id, SqsBatchHandler.receives(message) >= LAST_RECEIVE, context);
                } else {
                    LogLine.of(context, "ingest_ignored").with("key", key).warn();
                }
            }
        });
    }

    private void ingest(UploadId id, boolean lastReceive, Context context) {
        try {
            Tries.run(
                    context,
                    () -> {
                        IngestUpload.Result result =
                                ingest.handle(id, () -> context.getRemainingTimeInMillis() < RESERVE_MILLIS);
                        LogLine.of(context, "ingest")
                                .with("upload", id)
                                .with("result", result)
                                .info();
                    },
                    failure -> ingest.fail(
                            id,
                            "INTERNAL_ERROR: reading the file failed for a reason of our own ("
                                    + failure.getClass().getSimpleName()
                                    + "); upload it again: who was loaded is skipped"));
        } catch (RuntimeException e) {
            if (lastReceive) {
                ingest.fail(
                        id,
                        "INTERNAL_ERROR: reading the file failed " + LAST_RECEIVE
                                + " times; upload it again: who was loaded is skipped");
            }
            throw e;
        }
    }
}
