package io.vuelta.handlers.api;

import io.vuelta.adapters.csv.CsvUploadedFiles;
import io.vuelta.adapters.dynamodb.DynamoAgentReplies;
import io.vuelta.adapters.dynamodb.DynamoApiKeys;
import io.vuelta.adapters.dynamodb.DynamoDeliveryLog;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoIdempotencyStore;
import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoRequestCounts;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.libphonenumber.NumberZones;
import io.vuelta.adapters.provider.http.HttpVoiceUrls;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.whatsapp.WhatsAppImages;
import io.vuelta.adapters.provider.whatsapp.WhatsAppReplies;
import io.vuelta.adapters.provider.whatsapp.WhatsAppTemplates;
import io.vuelta.adapters.receiver.HttpsEventReceiver;
import io.vuelta.adapters.s3.S3Objects;
import io.vuelta.adapters.s3.S3PartUploads;
import io.vuelta.adapters.s3.S3Transcripts;
import io.vuelta.adapters.s3.S3UploadUrls;
import io.vuelta.adapters.secrets.CachedSecrets;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsDeliveries;
import io.vuelta.adapters.sqs.SqsErasureRequests;
import io.vuelta.adapters.sqs.SqsExportRequests;
import io.vuelta.adapters.sqs.SqsJobRequests;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.access.RequestLimit;
import io.vuelta.domain.line.Secrets;
import io.vuelta.handlers.api.http.AccessPorts;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.AttemptPorts;
import io.vuelta.handlers.api.http.CampaignPorts;
import io.vuelta.handlers.api.http.ContactPorts;
import io.vuelta.handlers.api.http.EndpointPorts;
import io.vuelta.handlers.api.http.ErasurePorts;
import io.vuelta.handlers.api.http.ExportPorts;
import io.vuelta.handlers.api.http.FilePorts;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.JobPorts;
import io.vuelta.handlers.api.http.LinePorts;
import io.vuelta.handlers.api.http.RuntimePorts;
import io.vuelta.handlers.api.http.ThreadPorts;
import io.vuelta.handlers.runtime.Aws;
import io.vuelta.handlers.runtime.RandomWaits;
import io.vuelta.handlers.runtime.Settings;
import io.vuelta.handlers.runtime.StackSecret;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.handlers.runtime.WallClock;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS services that the API uses. */
final class ApiWiring {
    private final Settings settings;
    private final WallClock clock = new WallClock();
    private final DynamoTable table;
    private final Stores stores;
    private final SqsClient sqs = Aws.sqs();
    private final S3Presigner presigner = Aws.presigner();
    private final AwsCredentialsProvider credentials = Aws.credentials();
    private final HttpClient http = ProviderHttp.client(clock);
    private final Secrets secrets = new CachedSecrets(Aws.secretsManager(), clock);

    private ApiWiring(Settings settings) {
        this.settings = settings;
        this.table = new DynamoTable(RetryingClient.create(), settings.text("TABLE"));
        this.stores = Stores.of(table);
    }

    static ApiDependencies of(Settings settings) {
        return new ApiWiring(settings).dependencies(settings.text("BUCKET"));
    }

    private ApiDependencies dependencies(String bucket) {
        return new ApiDependencies(
                access(),
                lines(),
                new CampaignPorts(
                        stores.ofCampaigns().campaigns(),
                        stores.ofCampaigns().books(),
                        stores.ofCampaigns().counts(),
                        new SqsWakes(sqs, settings.text("PACE_QUEUE_URL"))),
                new ContactPorts(
                        stores.ofContacts().contacts(),
                        stores.ofContacts().people(),
                        stores.ofPeople().doNotContact(),
                        new CanonicalNumbers(),
                        new NumberZones()),
                new AttemptPorts(
                        stores.ofContacts().attempts(),
                        stores.ofContacts().conversations(),
                        new S3Transcripts(new S3Objects(Aws.s3(), bucket)),
                        new ThreadPorts(
                                new DynamoReceivedMessages(table),
                                new DynamoAgentReplies(table),
                                new WhatsAppReplies(http, secrets))),
                new FilePorts(
                        stores.uploads(),
                        new S3UploadUrls(presigner, credentials, Aws.region(), bucket, clock),
                        new S3PartUploads(Aws.s3(), presigner, credentials, bucket, clock),
                        new CsvUploadedFiles(),
                        new SqsBatches(sqs, settings.text("CONTACTS_QUEUE_URL"))),
                new ExportPorts(stores.exports(), new SqsExportRequests(sqs, settings.text("EXPORT_QUEUE_URL"))),
                endpoints(),
                new JobPorts(stores.jobs(), new SqsJobRequests(sqs, settings.text("CONTACTS_QUEUE_URL"))),
                erasing(),
                new RuntimePorts(new VirtualThreads(), new RandomWaits(), clock, new Ids(clock, SecureRandom::new)));
    }

    private LinePorts lines() {
        WhatsAppTemplates templates = new WhatsAppTemplates(http, secrets, clock);
        return new LinePorts(
                stores.agents(),
                stores.lines(),
                templates,
                templates,
                new WhatsAppImages(http, secrets),
                new HttpVoiceUrls(http),
                settings.text("SECRET_PREFIX"));
    }

    private AccessPorts access() {
        return new AccessPorts(
                new DynamoApiKeys(table),
                new StackSecret(secrets, settings.text("FIRST_KEY_SECRET"), "api_key")::text,
                new AttemptTokens(new StackSecret(secrets, settings.text("TOKEN_SECRET"), "secret")::text),
                new RequestLimit(new DynamoRequestCounts(table), settings.number("REQUESTS_PER_SECOND"), clock),
                new DynamoIdempotencyStore(table));
    }

    private ErasurePorts erasing() {
        return new ErasurePorts(
                stores.ofPeople().erasures(),
                new SqsErasureRequests(sqs, settings.text("CONTACTS_QUEUE_URL")),
                stores.ofPeople().userIds(),
                Duration.ofDays(settings.number("UPLOAD_RETENTION_DAYS")));
    }

    private EndpointPorts endpoints() {
        return new EndpointPorts(
                new DynamoEndpoints(table),
                new HttpsEventReceiver(HttpsEventReceiver.Targets.of(settings.text("WEBHOOK_TARGETS")), clock),
                new DynamoUndeliveredEvents(table),
                new DynamoDeliveryLog(table),
                new SqsDeliveries(sqs, settings.text("DELIVERIES_QUEUE_URL"), clock));
    }
}
