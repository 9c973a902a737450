package io.vuelta.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.bulk.RunJob;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.RecountCampaign;
import io.vuelta.domain.count.Recounts;
import io.vuelta.domain.dispatch.AskProvider;
import io.vuelta.domain.dispatch.BeginAttempt;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.LastChecks;
import io.vuelta.domain.dispatch.MessageProvider;
import io.vuelta.domain.dispatch.Providers;
import io.vuelta.domain.erasure.EraseContact;
import io.vuelta.domain.erasure.RunErasure;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.ContactFiles;
import io.vuelta.domain.file.CopyContacts;
import io.vuelta.domain.file.EraseReportRows;
import io.vuelta.domain.file.FinishUpload;
import io.vuelta.domain.file.IngestRequests;
import io.vuelta.domain.file.IngestUpload;
import io.vuelta.domain.file.LoadBatch;
import io.vuelta.domain.file.ReadContactFile;
import io.vuelta.domain.pace.Commands;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.pace.Schedules;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.retention.RemoveContacts;
import io.vuelta.domain.settle.ReactToTrouble;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.SettleEarlyReply;
import io.vuelta.domain.store.Parallel;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.domain.window.ContactZones;
import io.vuelta.handlers.dispatch.DispatchHandler;
import io.vuelta.handlers.dispatch.DispatchWiring;
import io.vuelta.handlers.dispatch.ProviderTimes;
import io.vuelta.handlers.doctor.DoctorHandler;
import io.vuelta.handlers.doctor.DoctorWiring;
import io.vuelta.handlers.ingest.IngestHandler;
import io.vuelta.handlers.ingest.IngestWiring;
import io.vuelta.handlers.load.LoadHandler;
import io.vuelta.handlers.load.LoadWiring;
import io.vuelta.handlers.pace.PaceHandler;
import io.vuelta.handlers.pace.PaceWiring;
import io.vuelta.handlers.runtime.Redelivery;
import io.vuelta.handlers.runtime.SqsBatchHandler;
import io.vuelta.handlers.runtime.SqsRedelivery;
import io.vuelta.handlers.settle.SettleHandler;
import io.vuelta.handlers.settle.SettleWiring;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingRemovals;
import io.vuelta.testkit.fakes.RecordingReports;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.TestContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The real handlers, wired like the deployed functions except for the implementations of the ports. */
final class Functions {
    // Parameters and time-outs as in template.yaml.
    private static final Duration ASK_AFTER = Duration.ofSeconds(90);
    private static final Duration TECHNICAL_BACKOFF = Duration.ofSeconds(60);

    /** Kept in a field so that the log level stays set: the journal has the same information. */
    private static final Logger REDELIVERY = Logger.getLogger(SqsRedelivery.class.getName());

    static {
        REDELIVERY.setLevel(Level.OFF);
    }

    private final Chaos chaos;
    private final SimulationLog journal;
    private final Processes processes;
    private final Map<String, RequestHandler<SQSEvent, SQSBatchResponse>> handlers = new HashMap<>();

    private long invocations;

    Functions(Processes processes, Chaos chaos, SimulationLog journal) {
        this.processes = processes;
        this.chaos = chaos;
        this.journal = journal;
    }

    /** The implementations of the ports. */
    record Ports(
            InMemoryStore store,
            Contacts contacts,
            OpenClaimsBooks books,
            Queues queues,
            Schedules schedules,
            ContactFiles files,
            NumberReader numbers,
            CallProvider calls,
            MessageProvider messages,
            ContactZones zones,
            Parallel parallel,
            Processes clock) {}

    /** The ports that send messages, and the client of their queues. */
    record Queues(
            SqsClient sqs,
            Recounts recounts,
            Commands commands,
            Wakes wakes,
            Batches batches,
            IngestRequests requests) {}

    SimulatedFunction pace() {
        return function("pace", 15);
    }

    SimulatedFunction dispatch() {
        return function("dispatch", 60);
    }

    SimulatedFunction settle() {
        return function("settle", 30);
    }

    SimulatedFunction load() {
        return function("load", 60);
    }

    SimulatedFunction ingest() {
        return function("ingest", 900);
    }

    SimulatedFunction doctor() {
        return function("doctor", 900);
    }

    /** The queues exist before the handlers that use them. */
    private SimulatedFunction function(String name, int seconds) {
        return new SimulatedFunction(
                name,
                (event, of) -> handler(name).handleRequest(event, of),
                Duration.ofSeconds(seconds),
                this::context,
                processes,
                chaos,
                journal);
    }

    private RequestHandler<SQSEvent, SQSBatchResponse> handler(String name) {
        RequestHandler<SQSEvent, SQSBatchResponse> handler = handlers.get(name);
        if (handler == null) {
            throw new IllegalArgumentException("no handler is wired for " + name);
        }
        return handler;
    }

    /** Each invocation has its own id: dispatch marks the attempts that it begins with it. */
    private Context context() {
        String id = "request-" + invocations++;
        return new TestContext(line -> journal.note("  log", line)) {
            @Override
            public String getAwsRequestId() {
                return id;
            }
        };
    }

    void wire(Ports ports) {
        InMemoryStore store = ports.store();
        Settle settle = new Settle(
                store.campaigns(),
                ports.contacts(),
                store.attempts(),
                store.doNotContact(),
                new InMemoryUserIds(),
                new ReactToTrouble(
                        store.campaigns(), store.lines(), ports.queues().wakes(), ports.clock()),
                ports.clock(),
                TECHNICAL_BACKOFF);
        handlers.put(
                "settle",
                new SettleHandler(new SettleWiring(
                        settle,
                        new SettleEarlyReply(store.attempts(), new InMemoryReceivedMessages(), settle),
                        results(ports),
                        ports.queues().wakes(),
                        redelivery(ports, "outcome"),
                        ports.parallel())));
        handlers.put("pace", new PaceHandler(new PaceWiring(pace(ports), redelivery(ports, "pace"), ports.parallel())));
        handlers.put(
                "dispatch",
                new DispatchHandler(new DispatchWiring(
                        begin(ports, settle),
                        ask(ports, settle),
                        ports.queues().wakes(),
                        redelivery(ports, "dispatch"),
                        ports.parallel(),
                        new ProviderTimes())));
        RecordingReports reports = new RecordingReports();
        reports.faults(chaos);
        FinishUpload finish = new FinishUpload(store.uploads(), reports);
        handlers.put("load", load(ports, finish));
        handlers.put(
                "ingest", new IngestHandler(new IngestWiring(ingest(ports, finish), redelivery(ports, "uploads"))));
        handlers.put("doctor", doctor(ports));
    }

    private static LoadHandler load(Ports ports, FinishUpload finish) {
        InMemoryStore store = ports.store();
        LoadBatch load = new LoadBatch(
                store.campaigns(),
                ports.contacts(),
                store.uploads(),
                store.doNotContact(),
                finish,
                ports.queues().wakes(),
                ports.parallel(),
                ports.clock());
        CopyContacts copy = new CopyContacts(
                store.campaigns(),
                ports.contacts(),
                store.uploads(),
                load,
                finish,
                ports.queues().batches(),
                ports.queues().wakes());
        return new LoadHandler(new LoadWiring(
                load, copy, jobs(ports), erasures(ports), removals(ports), redelivery(ports, "contacts")));
    }

    /** The stores have no erasure requests in a simulation. */
    private static RunErasure erasures(Ports ports) {
        InMemoryStore store = ports.store();
        return new RunErasure(
                store.erasures(),
                (_, _) -> {},
                ports.contacts(),
                store.traces(new InMemoryReceivedMessages(), new InMemoryUserIds()),
                new InMemoryUserIds(),
                new RecordingTranscripts(),
                store.uploads(),
                new EraseReportRows(store.uploads(), new RecordingReports()),
                new EraseContact(
                        store.campaigns(),
                        ports.contacts(),
                        new InMemoryUserIds(),
                        ports.queues().wakes(),
                        _ -> false,
                        ports.clock()),
                Collection::forEach,
                ports.clock());
    }

    /** No removal in a simulation: contacts are kept for ever. */
    private static RemoveContacts removals(Ports ports) {
        InMemoryStore store = ports.store();
        return new RemoveContacts(
                store.campaigns(),
                store.books(),
                store.removals(new InMemoryUserIds()),
                new RecordingRemovals(),
                Duration.ZERO,
                ports.clock());
    }

    /** A simulated campaign has no jobs: no person requests them. */
    private static RunJob jobs(Ports ports) {
        InMemoryStore store = ports.store();
        return new RunJob(
                store.jobs(),
                store.campaigns(),
                ports.contacts(),
                new ActOnContact(
                        store.campaigns(),
                        ports.contacts(),
                        store.doNotContact(),
                        ports.queues().wakes(),
                        _ -> false,
                        ports.clock()),
                _ -> {},
                _ -> false,
                ports.clock());
    }

    private static Redelivery redelivery(Ports ports, String queue) {
        return new SqsRedelivery(ports.queues().sqs(), queue);
    }

    static RecordResult results(Ports ports) {
        InMemoryStore store = ports.store();
        return new RecordResult(
                store.campaigns(),
                store.agents(),
                ports.contacts(),
                store.attempts(),
                store.conversations(),
                new RecordingTranscripts(),
                store.doNotContact(),
                ports.clock());
    }

    /** Reads its queue like the handler's own event source. */
    private static RequestHandler<SQSEvent, SQSBatchResponse> doctor(Ports ports) {
        InMemoryStore store = ports.store();
        DoctorHandler doctor = new DoctorHandler(new DoctorWiring(new RecountCampaign(
                store.campaigns(),
                store.people(),
                ports.books(),
                store.counts(),
                store.lines(),
                ports.queues().wakes(),
                ports.clock())));
        SqsBatchHandler messages = new SqsBatchHandler(redelivery(ports, "doctor"), ports.parallel());
        return (event, context) -> messages.each(
                event,
                context,
                message ->
                        doctor.handleRequest(Map.of("Records", List.of(Map.of("body", message.getBody()))), context));
    }

    private static PaceLine pace(Ports ports) {
        InMemoryStore store = ports.store();
        return new PaceLine(
                new PaceLine.Ports(
                        new PaceLine.Stores(
                                store.lines(),
                                store.campaigns(),
                                ports.contacts(),
                                ports.books(),
                                store.claimBatches(),
                                store.counts(),
                                ports.queues().recounts()),
                        ports.queues().commands(),
                        ports.schedules(),
                        ports.queues().wakes(),
                        ports.parallel(),
                        ports.clock(),
                        ports.zones(),
                        ports.clock()),
                ASK_AFTER,
                ASK_AFTER.multipliedBy(2));
    }

    private static BeginAttempt begin(Ports ports, Settle settle) {
        return new BeginAttempt(
                ports.store().campaigns(),
                ports.contacts(),
                ports.store().lines(),
                new Providers(ports.calls(), ports.messages()),
                new LastChecks(ports.store().doNotContact(), ports.zones()),
                settle,
                ports.queues().wakes(),
                ports.parallel(),
                ports.clock(),
                ports.clock());
    }

    private static AskProvider ask(Ports ports, Settle settle) {
        return new AskProvider(
                ports.store().campaigns(),
                ports.contacts(),
                ports.store().attempts(),
                ports.store().lines(),
                ports.calls(),
                settle,
                // The simulated provider reports no conversations.
                (_, _, _) -> {},
                ports.queues().wakes(),
                ports.zones(),
                ports.clock());
    }

    private static IngestUpload ingest(Ports ports, FinishUpload finish) {
        return new IngestUpload(
                ports.store().uploads(),
                ports.store().campaigns(),
                ports.store().agents(),
                ports.files(),
                new ReadContactFile(ports.numbers()),
                ports.queues().batches(),
                finish,
                ports.queues().requests(),
                ports.queues().wakes());
    }
}
