package vuelta.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Map;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import vuelta.adapters.csv.CsvSentFiles;
import vuelta.adapters.dynamodb.DynamoApiKeys;
import vuelta.adapters.dynamodb.DynamoReplays;
import vuelta.adapters.dynamodb.DynamoTable;
import vuelta.adapters.dynamodb.PatientClient;
import vuelta.adapters.libphonenumber.CanonicalNumbers;
import vuelta.adapters.s3.S3Objects;
import vuelta.adapters.s3.S3PartUploads;
import vuelta.adapters.s3.S3Transcripts;
import vuelta.adapters.s3.S3UploadUrls;
import vuelta.adapters.secrets.CachedSecrets;
import vuelta.adapters.sqs.SqsBatches;
import vuelta.adapters.sqs.SqsExportRequests;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.adapters.whatsapp.WhatsAppImages;
import vuelta.adapters.whatsapp.WhatsAppMessages;
import vuelta.adapters.whatsapp.WhatsAppTemplates;
import vuelta.domain.line.Secrets;
import vuelta.handlers.runtime.Aws;
import vuelta.handlers.runtime.RandomWaits;
import vuelta.handlers.runtime.Settings;
import vuelta.handlers.runtime.Stores;
import vuelta.handlers.runtime.VirtualThreads;
import vuelta.handlers.runtime.WallClock;

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
        DynamoTable table = new DynamoTable(PatientClient.create(), settings.text("TABLE"));
        Stores stores = Stores.of(table);
        SqsClient sqs = Aws.sqs();
        String bucket = settings.text("BUCKET");
        S3Presigner presigner = Aws.presigner();
        HttpClient meta = WhatsAppMessages.client();
        Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);
        Ports ports = new Ports(
                new DynamoApiKeys(table),
                new DynamoReplays(table),
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
                new CsvSentFiles(),
                new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL")),
                new WhatsAppTemplates(meta, secrets, clock),
                new WhatsAppImages(meta, secrets),
                new VirtualThreads(),
                new RandomWaits());
        return new Api(ports, clock, new Ids(clock, SecureRandom::new), settings.text("SECRET_PREFIX"));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return api.handle(event);
    }
}
