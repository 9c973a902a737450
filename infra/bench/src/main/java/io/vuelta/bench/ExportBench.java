package io.vuelta.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.cloud.dynamodb.DynamoDbProcess;
import io.vuelta.cloud.dynamodb.Tables;
import io.vuelta.cloud.objects.ObjectServer;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.SystemModel;
import io.vuelta.cloud.template.TemplateReader;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallState;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.export.ExportedFile;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.text.Sha256;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Measures the exports of a campaign by the deployed function in a heap of 256 MiB, compared with a scan of the
 * campaign's partitions before and after each export. The files are read again and compared with their manifests. Every
 * contact was called once, and every fourth call has a result.
 */
final class ExportBench {
    private static final String HEAP = "-Xmx256m";
    private static final CampaignId CAMPAIGN = new CampaignId("bench");
    private static final LineId LINE = new LineId("line");
    private static final int THREADS = 24;
    private static final Instant ENDED = Examples.MONDAY.plusSeconds(95);
    private static final int WITH_CONVERSATION = 4;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(LocalAccount.ACCESS_KEY_ID, LocalAccount.SECRET_ACCESS_KEY));

    private final Report report = new Report("export");
    private final int contacts = Options.integer("contacts", 200_000);

    Report run() throws Exception {
        SystemModel model =
                TemplateReader.read(Options.project().resolve("template.yaml"), "bench", Map.of(), new Nowhere());
        String table = model.tables().getFirst().name();
        String bucket = model.buckets().getFirst().name();
        try (DynamoDbProcess process =
                        DynamoDbProcess.start(Options.project().resolve("infra/dynamodb/target/classpath"), null);
                ObjectServer objects = ObjectServer.start(model.buckets(), (_, _) -> {}, InstantSource.system(), null);
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(process.endpoint())
                        .region(Region.of(LocalAccount.REGION))
                        .credentialsProvider(CREDENTIALS)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                S3Client s3 = S3Client.builder()
                        .endpointOverride(objects.endpoint())
                        .region(Region.of(LocalAccount.REGION))
                        .credentialsProvider(CREDENTIALS)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            new Tables(client).ensure(model.tables().getFirst());
            Stores stores = Stores.of(new DynamoTable(client, table));
            load(stores);
            List<String> options = options(process.endpoint(), objects.endpoint());
            say(exports(stores, s3, table, bucket, options));
        }
        return report;
    }

    /** Runs each kind of export between two scans, and checks its file; a row of the table for each. */
    private List<List<Object>> exports(Stores stores, S3Client s3, String table, String bucket, List<String> options)
            throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        Map<String, String> before = Fork.run(List.of(), options, List.of("export-scan", table, CAMPAIGN.value()));
        for (Export.Kind kind : List.of(Export.Kind.CONTACTS, Export.Kind.CALLS, Export.Kind.RESULTS)) {
            ExportId id = new ExportId(CAMPAIGN, kind.wire());
            stores.exports().create(Export.requested(id, kind, ExportFilter.NONE, false, false, Instant.now()));
            Map<String, String> exported = Fork.run(
                    List.of(), options, List.of("export-function", table, bucket, CAMPAIGN.value(), id.value()));
            Map<String, String> after = Fork.run(List.of(), options, List.of("export-scan", table, CAMPAIGN.value()));
            rows.add(row(kind, exported, (perSecond(before) + perSecond(after)) / 2));
            check(s3, bucket, stores.exports().find(id).orElseThrow());
            before = after;
        }
        return rows;
    }

    private void say(List<List<Object>> rows) {
        report.table(
                "exports",
                "%,d contacts exported in a heap of 256 MiB".formatted(contacts),
                List.of(
                        "export",
                        "rows",
                        "MiB",
                        "seconds",
                        "contacts/s",
                        "scan, contacts/s",
                        "of the scan",
                        "heap at most, MiB",
                        "after a collection, MiB"),
                rows);
    }

    private static double perSecond(Map<String, String> measured) {
        return Fork.number(measured, "rows") / Fork.number(measured, "seconds");
    }

    /** Every kind of export reads all contacts, whatever the number of its rows. */
    private List<Object> row(Export.Kind kind, Map<String, String> exported, double scan) {
        double perSecond = contacts / Fork.number(exported, "seconds");
        return List.of(
                kind.wire(),
                Fork.number(exported, "rows"),
                Fork.number(exported, "bytes") / 1024 / 1024,
                Fork.number(exported, "seconds"),
                perSecond,
                scan,
                perSecond / scan,
                Fork.number(exported, "heap_peak_mib"),
                Fork.number(exported, "heap_live_mib"));
    }

    private void check(S3Client s3, String bucket, Export export) throws IOException {
        ExportedFile file = Optional.ofNullable(export.file()).orElseThrow();
        JsonNode manifest;
        try (InputStream json = s3.getObject(get -> get.bucket(bucket).key(file.manifestKey()))) {
            manifest = MAPPER.readTree(json);
        }
        MessageDigest digest = Sha256.digest();
        long rows = 0;
        List<String> columns;
        try (InputStream csv = s3.getObject(get -> get.bucket(bucket).key(file.key()));
                CSVParser parser = CSVParser.builder()
                        .setReader(new InputStreamReader(new DigestInputStream(csv, digest), UTF_8))
                        .setFormat(CSVFormat.RFC4180
                                .builder()
                                .setHeader()
                                .setSkipHeaderRecord(true)
                                .get())
                        .get()) {
            columns = parser.getHeaderNames();
            for (var row : parser) {
                rows++;
                if (!row.isConsistent()) {
                    report.wrong("row " + rows + " of " + export.kind() + " has " + row.size() + " values");
                }
            }
        }
        int expected = export.kind() == Export.Kind.RESULTS ? contacts / WITH_CONVERSATION : contacts;
        if (rows != expected || manifest.path("rows").asLong() != rows) {
            report.wrong(export.kind() + ": " + rows + " rows of " + expected + "; manifest: " + manifest.path("rows"));
        }
        if (!HexFormat.of()
                .formatHex(digest.digest())
                .equals(manifest.path("sha256").asText())) {
            report.wrong(export.kind() + " does not have the sum of its manifest");
        }
        checkColumns(export, manifest, columns);
    }

    private void checkColumns(Export export, JsonNode manifest, List<String> columns) {
        List<String> listed = new ArrayList<>();
        manifest.path("columns").forEach(column -> listed.add(column.asText()));
        if (!listed.equals(columns)) {
            report.wrong(export.kind() + " has the columns " + columns + " and its manifest " + listed);
        }
    }

    private void load(Stores stores) throws Exception {
        stores.agents().put(Examples.agent());
        stores.ofCampaigns()
                .campaigns()
                .create(Examples.campaign(CAMPAIGN, LINE, CampaignStatus.FINISHED, Examples.settings()));
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(() -> {
                    for (int n = next.getAndIncrement(); n < contacts; n = next.getAndIncrement()) {
                        load(stores, n);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void load(Stores stores, int n) {
        Contact loaded = Examples.contact(CAMPAIGN, n);
        AttemptId attempt = new AttemptId(loaded.id(), 1);
        Call call = call(loaded, attempt, n);
        Contact contact = ContactEdit.of(loaded)
                .attempts(1, 1)
                .latest(call)
                .billed(Duration.ofSeconds(65))
                .status(ContactStatus.ANSWERED)
                .done();
        var _ = stores.ofContacts().contacts().create(contact);
        if (n % WITH_CONVERSATION == 0) {
            boolean isWritten = stores.ofContacts().conversations().write(attempt, conversation(n));
            if (!isWritten) {
                throw new IllegalStateException("somebody else has written the conversation " + attempt);
            }
        }
    }

    private static Call call(Contact contact, AttemptId attempt, int n) {
        return new Call(
                new AttemptStart(
                        attempt,
                        LINE,
                        contact.number(),
                        contact.data().name(),
                        "bench",
                        new Place(1, n % 100),
                        Examples.MONDAY),
                true,
                new CallState(
                        CallStatus.ENDED,
                        "CA%032x".formatted(n),
                        AnsweredBy.HUMAN,
                        Examples.MONDAY.plusSeconds(30),
                        ENDED,
                        Duration.ofSeconds(65),
                        null,
                        null),
                true,
                null,
                new TreeMap<>(Map.of("completed", ENDED)),
                0);
    }

    private static Conversation conversation(int n) {
        return new Conversation(
                List.of("vip"),
                Map.of("email", "person" + n + "@example.com"),
                false,
                null,
                null,
                "positive",
                "Wants to be called again about the second reminder.",
                null,
                ENDED,
                0);
    }

    /** The options by which the SDK finds the local servers. */
    private static List<String> options(URI dynamoDb, URI objects) {
        return List.of(
                HEAP,
                "-Daws.region=" + LocalAccount.REGION,
                "-Daws.accessKeyId=" + LocalAccount.ACCESS_KEY_ID,
                "-Daws.secretAccessKey=" + LocalAccount.SECRET_ACCESS_KEY,
                "-Daws.endpointUrlDynamoDb=" + dynamoDb,
                "-Daws.endpointUrlS3=" + objects,
                "-Dsoftware.amazon.awssdk.http.service.impl="
                        + "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService");
    }

    /** Addresses of queues and APIs that are never used. */
    private static final class Nowhere implements TemplateReader.Addresses {
        @Override
        public String queueUrl(String queueName) {
            return "http://127.0.0.1/" + queueName;
        }

        @Override
        public String httpApi() {
            return "http://127.0.0.1";
        }
    }
}
