package io.vuelta.handlers.ingest;

import io.vuelta.adapters.csv.CsvContactFiles;
import io.vuelta.adapters.csv.CsvReports;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.file.Batch;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.runtime.SqsEvents;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One file, from its bytes to its contacts and its report: the real handler and reader, on a store in memory. */
final class Uploaded {
    static final CampaignId CAMPAIGN = new CampaignId("c1");
    static final UploadId UPLOAD = new UploadId(CAMPAIGN, "up");

    private static final String KEY = "uploads/c1/up";
    private static final int MAX_INVOCATIONS = 100;

    private static final Agent AGENT = new Agent(
            Examples.AGENT,
            "Inés",
            List.of("VIP"),
            List.of("email"),
            List.of("female_voice", "male_voice"),
            Examples.MONDAY);

    final InMemoryStore store = new InMemoryStore();
    final RecordingBatches batches = new RecordingBatches();
    final TestContext context = new TestContext();
    /** The keys of files to read, as in the uploads queue. */
    final Deque<String> requests = new ArrayDeque<>();

    private final Map<String, byte[]> objects = new HashMap<>();
    private final IngestHandler handler;
    private final LoadBatch load;
    private Faults faults = Faults.NONE;

    Uploaded(byte[] file, NumberReader numbers) {
        this(file, numbers, ColumnMapping.NONE);
    }

    Uploaded(byte[] file, NumberReader numbers, ColumnMapping columns) {
        RecordingWakes wakes = new RecordingWakes();
        FinishUpload finish = new FinishUpload(store.uploads(), new CsvReports((key, _, body) -> create(key, body)));
        IngestUpload ingest = new IngestUpload(
                store.uploads(),
                store.campaigns(),
                store.agents(),
                new CsvContactFiles(key -> new ByteArrayInputStream(objects.getOrDefault(key, new byte[0]))),
                new ReadContactFile(numbers),
                batches,
                finish,
                key -> {
                    faults.before("requests.send");
                    requests.add(key);
                    faults.after("requests.send");
                },
                wakes);
        this.handler = new IngestHandler(new IngestWiring(ingest, (_, _) -> {}));
        this.load = UseCases.loadBatch(store, finish, wakes, new VirtualTime(Examples.MONDAY));
        objects.put(KEY, file);
        store.agents().put(AGENT);
        store.campaigns()
                .create(Examples.campaign(CAMPAIGN, new LineId("l1"), CampaignStatus.PENDING, Examples.settings()));
        store.uploads()
                .create(Upload.waiting(
                        UPLOAD, "people.csv", file.length, KEY, null, IfDuplicate.SKIP, columns, Examples.MONDAY));
        requests.add(KEY);
    }

    /** From now on, every call of a port is reported to {@code newFaults}. */
    void faults(Faults newFaults) {
        faults = newFaults;
        store.faults(newFaults);
        batches.faults(newFaults);
    }

    private void create(String key, Consumer<OutputStream> body) {
        faults.before("reports.write");
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        body.accept(object);
        objects.put(key, object.toByteArray());
        faults.after("reports.write");
    }

    /** Runs as many invocations as needed, each with enough time; never the message's last receive. */
    Uploaded ingest() {
        for (int i = 0; !requests.isEmpty(); i++) {
            if (i == MAX_INVOCATIONS) {
                throw new AssertionError("the reading never ends: " + context.lines());
            }
            context.remainingMillis(900_000);
            if (invoke(requests.getFirst(), 1)) {
                requests.removeFirst();
            }
        }
        return this;
    }

    /** Runs one invocation. Returns whether the message was handled. */
    boolean invoke(String key, int receive) {
        String created = "{\"Records\":[{\"s3\":{\"object\":{\"key\":\"" + key + "\"}}}]}";
        return SqsEvents.failed(handler.handleRequest(SqsEvents.of(receive, List.of(created)), context))
                .isEmpty();
    }

    /** Delivers all batches that were sent, each from its message. */
    Uploaded load() {
        List<Batch> delivered = new ArrayList<>(batches.sent());
        delivered.forEach(load::handle);
        return this;
    }

    Upload upload() {
        return store.uploads().find(UPLOAD).orElseThrow();
    }

    List<Contact> contacts() {
        return store.contactsOf(CAMPAIGN);
    }

    /** The report; empty if there is none. */
    String report() {
        String key = upload().reportKey();
        return key == null ? "" : new String(objects.get(key), StandardCharsets.UTF_8);
    }
}
