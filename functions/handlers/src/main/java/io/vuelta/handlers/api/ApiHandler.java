package io.vuelta.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.adapters.csv.CsvUploadedFiles;
import io.vuelta.adapters.dynamodb.DynamoApiKeys;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoIdempotencyStore;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.receiver.HttpsEventReceiver;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.s3.S3PartUploads;
import io.vuelta.adapters.s3.S3Transcripts;
import io.vuelta.adapters.s3.S3UploadUrls;
import io.vuelta.adapters.secrets.CachedSecrets;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.adapters.sqs.SqsExportRequests;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.adapters.whatsapp.WhatsAppImages;
import io.vuelta.adapters.whatsapp.WhatsAppMessages;
import io.vuelta.adapters.whatsapp.WhatsAppTemplates;
import io.vuelta.domain.line.Secrets;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.RandomWaits;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.handlers.runtime.WallClock;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Map;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/** HTTP API → {@link Api}. */
public final class ApiHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Api api;

    public ApiHandler() {
        this(Settings.environment());
    }

    public ApiHandler(Map<String, String> environment) {
        this(wire(Settings.of(environment)));
    }

    ApiHandler(Api api) {
        this.api = api;
    }

    private static Api wire(Settings settings) {
        WallClock clock = new WallClock();
        DynamoTable table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        Stores stores = Stores.of(table);
        SqsClient sqs = Aws.sqs();
        String bucket = settings.text("BUCKET");
        S3Presigner presigner = Aws.presigner();
        HttpClient meta = WhatsAppMessages.client();
        Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);
        ApiDependencies ports = new ApiDependencies(
                new DynamoApiKeys(table),
                new DynamoIdempotencyStore(table),
                stores.agents(),
                stores.lines(),
                stores.campaigns(),
                stores.contacts(),
                stores.people(),
                stores.attempts(),
                stores.conversations(),
                new S3Transcripts(new S3Objects(Aws.s3(), settings.text("BUCKET"))),
                stores.books(),
                stores.counts(),
                stores.uploads(),
                new S3UploadUrls(presigner, Aws.credentials(), Aws.region(), bucket, clock),
                new S3PartUploads(Aws.s3(), presigner, bucket),
                stores.exports(),
                new SqsExportRequests(sqs, settings.text("EXPORT_QUEUE_URL")),
                new SqsWakes(sqs, settings.text("PACE_QUEUE_URL")),
                stores.doNotContact(),
                new CanonicalNumbers(),
                new CsvUploadedFiles(),
                new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL")),
                new WhatsAppTemplates(meta, secrets, clock),
                new WhatsAppImages(meta, secrets),
                new EndpointPorts(
                        new DynamoEndpoints(table),
                        new HttpsEventReceiver(HttpsEventReceiver.Targets.of(settings.text("WEBHOOK_TARGETS")), clock),
                        new DynamoUndeliveredEvents(table),
                        new SqsDeliveries(sqs, settings.text("DELIVERIES_QUEUE_URL"), clock)),
                new VirtualThreads(),
                new RandomWaits());
        return new Api(ports, clock, new Ids(clock, SecureRandom::new), settings.text("SECRET_PREFIX"));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return api.handle(event);
    }
}
