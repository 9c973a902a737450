package vuelta.handlers.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.adapters.csv.CsvContactFiles;
import vuelta.adapters.csv.CsvObjects;
import vuelta.adapters.libphonenumber.CanonicalNumbers;
import vuelta.adapters.s3.S3Objects;
import vuelta.adapters.sqs.SqsBatches;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.file.FinishUpload;
import vuelta.domain.file.IngestUpload;
import vuelta.domain.file.ReadContactFile;
import vuelta.domain.upload.UploadId;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.LogLine;
import vuelta.handlers.runtime.Messages;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.WallClock;

/** Queue of S3's notifications → {@link IngestUpload}. */
public final class IngestHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("uploads/([0-9A-Za-z_-]{1,64})/([0-9A-Za-z_-]{1,64})");

    private final IngestUpload ingest;

    public IngestHandler() {
        this(Settings.environment());
    }

    public IngestHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    public IngestHandler(IngestUpload ingest) {
        this.ingest = ingest;
    }

    private static IngestUpload wire(Settings settings) {
        Stores stores = Stores.of(settings);
        SqsClient sqs = Aws.sqs();
        S3Objects objects = new S3Objects(Aws.s3(), settings.text("BUCKET"));
        SqsBatches batches = new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL"));
        return new IngestUpload(
                stores.uploads(),
                stores.campaigns(),
                stores.agents(),
                new CsvContactFiles(objects::open),
                new ReadContactFile(new CanonicalNumbers(), batches),
                new FinishUpload(stores.uploads(), new CsvObjects(objects::create)),
                new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"), new WallClock()));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return Messages.each(event, context, message -> objects(message.getBody(), context));
    }

    private void objects(String body, Context context) {
        // S3's test message, sent when the notification is set up, has no records.
        for (JsonNode entry : json(body).path("Records")) {
            // S3 encodes keys in notifications as a form does.
            String key = URLDecoder.decode(
                    entry.path("s3").path("object").path("key").asText(), UTF_8);
            Matcher parts = KEY.matcher(key);
            if (parts.matches()) {
                UploadId id = new UploadId(new CampaignId(parts.group(1)), parts.group(2));
                IngestUpload.Result result = ingest.handle(id);
                LogLine.of(context, "ingest")
                        .with("upload", id)
                        .with("result", result)
                        .info();
            } else {
                LogLine.of(context, "ingest_ignored").with("key", key).warn();
            }
        }
    }

    private static JsonNode json(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the notification is not JSON", e);
        }
    }
}
