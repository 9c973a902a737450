package vuelta.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import vuelta.domain.action.RecordResult;
import vuelta.domain.dispatch.AskProvider;
import vuelta.domain.dispatch.BeginAttempt;
import vuelta.domain.dispatch.LastChecks;
import vuelta.domain.dispatch.Providers;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.fakes.RecordingReports;
import vuelta.domain.fakes.RecordingTranscripts;
import vuelta.domain.fakes.VirtualTime;
import vuelta.domain.file.Batches;
import vuelta.domain.file.ContactFiles;
import vuelta.domain.file.CopyContacts;
import vuelta.domain.file.FinishUpload;
import vuelta.domain.file.IngestRequests;
import vuelta.domain.file.IngestUpload;
import vuelta.domain.file.LoadBatch;
import vuelta.domain.file.ReadContactFile;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.pace.Commands;
import vuelta.domain.pace.PaceLine;
import vuelta.domain.pace.Schedules;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.settle.Settle;
import vuelta.domain.wake.Wakes;
import vuelta.domain.window.ContactZones;
import vuelta.handlers.dispatch.DispatchHandler;
import vuelta.handlers.ingest.IngestHandler;
import vuelta.handlers.load.LoadHandler;
import vuelta.handlers.pace.PaceHandler;
import vuelta.handlers.runtime.TestContext;
import vuelta.handlers.settle.SettleHandler;

/** The real handlers, wired as their functions are but for what lies behind the ports. */
final class Functions {
    // Parameters and time-outs as in template.yaml.
    private static final Duration ASK_AFTER = Duration.ofSeconds(90);
    private static final Duration TECHNICAL_BACKOFF = Duration.ofSeconds(60);

    private final Chaos chaos;
    private final Journal journal;
    private final Context context;
    private final Map<String, RequestHandler<SQSEvent, SQSBatchResponse>> handlers = new HashMap<>();

    Functions(Chaos chaos, Journal journal) {
        this.chaos = chaos;
        this.journal = journal;
        this.context = new TestContext(line -> journal.note("  log", line));
    }

    /** What lies behind the ports. */
    record Ports(
            InMemoryStore store,
            Ledger ledger,
            Commands commands,
            Schedules schedules,
            Wakes wakes,
            Batches batches,
            ContactFiles files,
            IngestRequests requests,
            NumberReader numbers,
            Providers providers,
            ContactZones zones,
            VirtualTime clock) {}

    SimulatedFunction pace() {
        return function("pace", 30);
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

    /** The queues are there before what their functions are wired with. */
    private SimulatedFunction function(String name, int seconds) {
        return new SimulatedFunction(
                name,
                (event, of) -> handler(name).handleRequest(event, of),
                Duration.ofSeconds(seconds),
                context,
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

    void wire(Ports ports) {
        InMemoryStore store = ports.store();
        VirtualTime clock = ports.clock();
        Settle settle = new Settle(
                store.campaigns(),
                store.contacts(),
                store.attempts(),
                ports.ledger(),
                store.doNotContact(),
                ports.wakes(),
                clock,
                TECHNICAL_BACKOFF);
        handlers.put(
                "settle",
                new SettleHandler(
                        settle,
                        new RecordResult(
                                store.campaigns(),
                                store.agents(),
                                store.contacts(),
                                store.attempts(),
                                new RecordingTranscripts(),
                                ports.ledger(),
                                ports.wakes(),
                                clock)));
        handlers.put("pace", new PaceHandler(pace(ports)));
        handlers.put("dispatch", new DispatchHandler(begin(ports, settle), ask(ports, settle), ports.wakes()));
        RecordingReports reports = new RecordingReports();
        reports.faults(chaos);
        FinishUpload finish = new FinishUpload(store.uploads(), reports);
        LoadBatch load = new LoadBatch(
                store.campaigns(),
                store.contacts(),
                store.uploads(),
                ports.ledger(),
                store.doNotContact(),
                finish,
                ports.wakes(),
                clock);
        CopyContacts copy = new CopyContacts(
                store.campaigns(), store.contacts(), store.uploads(), load, finish, ports.batches(), ports.wakes());
        handlers.put("load", new LoadHandler(load, copy));
        handlers.put("ingest", new IngestHandler(ingest(ports, finish)));
    }

    private static PaceLine pace(Ports ports) {
        return new PaceLine(
                ports.store().lines(),
                ports.store().campaigns(),
                ports.store().contacts(),
                ports.ledger(),
                ports.commands(),
                ports.schedules(),
                ports.zones(),
                ports.clock(),
                ASK_AFTER.multipliedBy(2));
    }

    private static BeginAttempt begin(Ports ports, Settle settle) {
        return new BeginAttempt(
                ports.store().campaigns(),
                ports.store().contacts(),
                ports.store().lines(),
                ports.ledger(),
                ports.providers(),
                new LastChecks(ports.store().lines(), ports.store().doNotContact(), ports.zones()),
                settle,
                ports.wakes(),
                ports.clock(),
                ports.clock(),
                ASK_AFTER);
    }

    private static AskProvider ask(Ports ports, Settle settle) {
        return new AskProvider(
                ports.store().campaigns(),
                ports.store().contacts(),
                ports.store().attempts(),
                ports.store().lines(),
                ports.ledger(),
                ports.providers().calls(),
                settle,
                ports.wakes(),
                ports.clock());
    }

    private static IngestUpload ingest(Ports ports, FinishUpload finish) {
        return new IngestUpload(
                ports.store().uploads(),
                ports.store().campaigns(),
                ports.store().agents(),
                ports.files(),
                new ReadContactFile(ports.numbers(), ports.batches()),
                finish,
                ports.requests(),
                ports.wakes());
    }
}
