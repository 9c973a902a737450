package io.vuelta.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.dispatch.AskProvider;
import io.vuelta.domain.dispatch.BeginAttempt;
import io.vuelta.domain.dispatch.HangUpOnMachines;
import io.vuelta.domain.dispatch.LastChecks;
import io.vuelta.domain.dispatch.Providers;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.settle.Settle;
import io.vuelta.domain.settle.Settlement;
import io.vuelta.domain.settle.Webhooks;
import io.vuelta.domain.wake.Wake;
import io.vuelta.providers.twilio.AccountLimits;
import io.vuelta.providers.twilio.CallPopulation;
import io.vuelta.providers.twilio.TwilioSimulator;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FixedZones;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.OneByOne;
import io.vuelta.testkit.fakes.RecordingCommands;
import io.vuelta.testkit.fakes.RecordingSchedules;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import io.vuelta.testkit.fakes.VirtualTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A campaign that calls through the simulated Twilio, with its store in memory and its webhooks on the loopback interface. */
final class TwilioCampaign implements AutoCloseable {
    static final LineId LINE = new LineId("iph_1");
    static final CampaignId CAMPAIGN = new CampaignId("c1");
    static final String SID = "AC" + "0".repeat(32);
    static final String TOKEN = "token";

    /** Time-out of a request: longer than the first request takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    final InMemoryStore store = new InMemoryStore();
    final TwilioSimulator simulator;
    private final InstantSource clock;
    private final HttpServer server;
    private final HttpClient http = ProviderHttp.client(InstantSource.system());
    private final RecordingCommands commands;
    private final Settle settle;
    private final BeginAttempt begin;
    private final AskProvider ask;
    private final PaceLine pace;
    private final TwilioWebhooks webhooks;
    private final RecordingWakes wakes = new RecordingWakes();
    private final ProviderEvents events;
    private final CountChanges counting;
    private final AttemptTokens tokens = new AttemptTokens(() -> "token-secret");
    private final Map<String, String> variables;
    private final Line.Details details;

    /** What agents have posted, by the attempt. */
    final Map<AttemptId, String> results = new ConcurrentHashMap<>();

    private int invocations;

    /**
     * A campaign with one contact for each of these numbers.
     *
     * @param speed of the simulator's calls
     * @param secret fields of the line's secret besides account_sid and auth_token; {@code base_url} is the simulator's
     */
    TwilioCampaign(InstantSource clock, double speed, boolean records, Map<String, String> secret, String... numbers)
            throws IOException {
        this(clock, speed, records, secret, Map.of(), Line.Details.NONE, numbers);
    }

    /**
     * The same campaign with conversations.
     *
     * @param variables the variables of every contact
     * @param details the line's settings
     */
    TwilioCampaign(
            InstantSource clock,
            double speed,
            boolean records,
            Map<String, String> secret,
            Map<String, String> variables,
            Line.Details details,
            String... numbers)
            throws IOException {
        this.clock = clock;
        this.variables = Map.copyOf(variables);
        this.details = details;
        this.simulator = TwilioSimulator.start(new TwilioSimulator.Options(
                0,
                InstantSource.system(),
                1,
                CallPopulation.ordinary(),
                speed,
                null,
                SID,
                TOKEN,
                AccountLimits.none(),
                details.connection() != null));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks/twilio/", this::posted);
        server.createContext("/api/v1.0/attempts/", this::serveAttempt);
        Map<String, String> whole = new HashMap<>(Map.of("account_sid", SID, "auth_token", TOKEN));
        whole.put("base_url", simulator.baseUrl().toString());
        whole.putAll(secret);
        TwilioCalls calls = new TwilioCalls(http, _ -> Map.copyOf(whole), origin(), tokens, clock, PATIENCE);
        FixedZones zones = new FixedZones();
        this.commands = new RecordingCommands(clock);
        this.settle = UseCases.settle(store, wakes, clock, Duration.ofMinutes(5));
        this.begin = new BeginAttempt(
                store.campaigns(),
                store.contacts(),
                store.lines(),
                new Providers(calls, new ScriptedMessageProvider(new VirtualTime(Examples.MONDAY))),
                new LastChecks(store.doNotContact(), zones),
                settle,
                wakes,
                new OneByOne(),
                _ -> {},
                clock);
        this.ask = new AskProvider(
                store.campaigns(),
                store.contacts(),
                store.attempts(),
                store.lines(),
                calls,
                settle,
                (_, _, _) -> {},
                wakes,
                zones,
                clock);
        this.pace = new PaceLine(
                new PaceLine.Ports(
                        UseCases.pacing(store, _ -> {}),
                        commands,
                        new RecordingSchedules(),
                        wakes,
                        new OneByOne(),
                        _ -> {},
                        zones,
                        clock),
                // A test decides when a call is looked up.
                Duration.ZERO,
                Duration.ofMinutes(3));
        this.webhooks = new TwilioWebhooks(store.lines(), _ -> Map.copyOf(whole), clock);
        this.events = new HangUpOnMachines(
                outcome -> report(settle.apply(outcome)),
                store.campaigns(),
                store.attempts(),
                store.lines(),
                () -> calls);
        this.counting = new CountChanges(store.counts(), store.campaigns(), wakes, clock);
        fill(records, List.of(numbers));
        server.start();
    }

    private void fill(boolean records, List<String> numbers) {
        Instant now = clock.instant();
        store.agents().put(Examples.agent());
        store.lines()
                .put(new Line(
                        LINE,
                        Examples.AGENT,
                        Provider.TWILIO,
                        new PhoneNumber("+525588887777"),
                        BigDecimal.valueOf(1_000),
                        "local/twilio",
                        null,
                        records,
                        details,
                        now));
        store.campaigns()
                .create(Examples.campaign(
                        CAMPAIGN,
                        LINE,
                        CampaignStatus.ACTIVE,
                        Examples.with().concurrency(numbers.size()).build()));
        for (String number : numbers) {
            Contact contact = Contact.loaded(id(number), new PhoneNumber(number), data(), "test", now);
            store.contacts().edit(campaign(), List.of(new Contacts.Change(null, contact)), 1, 0);
        }
    }

    private ContactData data() {
        return new ContactData("", "Ana", "", "", "", variables);
    }

    private static ContactId id(String number) {
        return ContactId.of(CAMPAIGN, new PhoneNumber(number));
    }

    /** Runs the pacer once and executes the commands that are due. */
    void tick() {
        commands.take();
        store.changes().drain(counting::count);
        List<Wake> received = new ArrayList<>(wakes.takeAll());
        received.add(Wake.of(LINE));
        var _ = pace.tick(LINE, received, false);
        for (Command command : commands.take()) {
            switch (command) {
                case Command.Begin one -> begin.handle(one, "invocation-" + invocations++, null);
                case Command.Ask one -> ask.handle(one);
                case Command.Wake _ -> {
                    // The tests tick by themselves.
                }
            }
        }
    }

    void save(Campaign campaign) {
        if (!store.campaigns().save(campaign)) {
            throw new IllegalStateException("somebody else has written " + campaign.id());
        }
    }

    /** Does the work of the settle function after its batch. */
    private void report(Settlement settlement) {
        LineId line = settlement.line();
        if (line != null && settlement.report().isPresent()) {
            wakes.send(Wake.of(line, List.of(settlement.report().get())));
        }
    }

    /** Sets the time at which the contact's claim is checked. */
    void lookAgain(Contact contact, Instant at) {
        Place place = Objects.requireNonNull(contact.place());
        wakes.send(Wake.of(LINE, List.of(new Report(CAMPAIGN, place, Report.What.LOOK, null, at))));
    }

    Campaign campaign() {
        return store.campaigns().find(CAMPAIGN).orElseThrow();
    }

    Contact contact(String number) {
        return store.contacts().find(id(number)).orElseThrow();
    }

    Call call(String number) {
        Attempt attempt = store.attempts().find(new AttemptId(id(number), 1)).orElseThrow();
        return (Call) attempt;
    }

    LinePace line() {
        return store.lines().pace(LINE);
    }

    /** Orders a fault by a request to the simulator's page. */
    void order(String fault) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/_local/twilio/faults"))
                        .POST(HttpRequest.BodyPublishers.ofString(fault))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalArgumentException(fault + ": " + answer.body());
        }
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Does the work of the webhooks function, without its queue. */
    private void posted(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            List<String> path = Arrays.asList(uri.getPath().split("/", -1));
            String attempt = uri.getQuery().substring("attempt=".length());
            Webhooks.ParsedEvent reading = webhooks.read(new Webhooks.WebhookRequest(
                    origin() + uri,
                    path.subList(3, path.size()),
                    Map.of("attempt", attempt),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            switch (reading) {
                case Webhooks.ParsedEvent.Event event -> {
                    events.send(new ProviderEvents.ProviderEvent(LINE, event.attempt(), event.event()));
                    exchange.sendResponseHeaders(204, -1);
                }
                case Webhooks.ParsedEvent.Answered answered -> {
                    if (answered.event() != null) {
                        report(settle.apply(
                                answered.event().attempt(), answered.event().event()));
                    }
                    answer(exchange, answered.answer());
                }
                case Webhooks.ParsedEvent.Nothing _ -> exchange.sendResponseHeaders(204, -1);
                case Webhooks.ParsedEvent.Events events -> throw new IllegalStateException("" + events);
                case Webhooks.ParsedEvent.Report report -> throw new IllegalStateException("" + report);
                case Webhooks.ParsedEvent.InvalidReport report -> throw new IllegalStateException("" + report);
                case Webhooks.ParsedEvent.OfCall ofCall -> throw new IllegalStateException("" + ofCall);
                case Webhooks.ParsedEvent.Forged _ -> exchange.sendResponseHeaders(403, -1);
                case Webhooks.ParsedEvent.Malformed _ -> exchange.sendResponseHeaders(400, -1);
            }
        }
    }

    /** The part of the API function that the reference agent uses with the token of an attempt. */
    private void serveAttempt(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> path = Arrays.asList(exchange.getRequestURI().getPath().split("/", -1));
            AttemptId attempt = AttemptId.parse(path.get(4)).orElseThrow();
            String query = exchange.getRequestURI().getQuery();
            if (!tokens.isOf(attempt, query.substring("token=".length()))) {
                exchange.sendResponseHeaders(401, -1);
            } else if (path.getLast().equals("context")) {
                ObjectNode context = JsonBody.object();
                ObjectNode shown = context.putObject("context").put("name", "Ana");
                variables.forEach(shown.putObject("variables")::put);
                answer(exchange, context.toString());
            } else {
                results.put(attempt, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                answer(exchange, "{}");
            }
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        simulator.close();
        server.stop(0);
        http.shutdownNow();
    }
}
