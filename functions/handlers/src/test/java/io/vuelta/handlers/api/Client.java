package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.csv.CsvUploadedFiles;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.access.RequestLimit;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.VoiceUrlProblem;
import io.vuelta.handlers.api.http.AccessPorts;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiJson;
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
import io.vuelta.handlers.api.http.Router;
import io.vuelta.handlers.api.http.RuntimePorts;
import io.vuelta.handlers.api.http.ThreadPorts;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.FixedZones;
import io.vuelta.testkit.fakes.InMemoryAgentReplies;
import io.vuelta.testkit.fakes.InMemoryApiKeys;
import io.vuelta.testkit.fakes.InMemoryDeliveries;
import io.vuelta.testkit.fakes.InMemoryDeliveryLog;
import io.vuelta.testkit.fakes.InMemoryEndpoints;
import io.vuelta.testkit.fakes.InMemoryIdempotencyStore;
import io.vuelta.testkit.fakes.InMemoryPartUploads;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryRequestCounts;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUndeliveredEvents;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.ScriptedReplyProvider;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import io.vuelta.testkit.openapi.HttpExchange;
import io.vuelta.testkit.openapi.RandomRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of the API, and the system behind it. */
public final class Client {
    static final String KEY = "a-key";
    public static final LineId LINE = new LineId("iph_1");
    public static final LineId WHATSAPP = new LineId("iwa_1");
    public static final CampaignId CAMPAIGN = new CampaignId("C1");

    public final TestContext context = new TestContext();
    public final InMemoryStore store = new InMemoryStore();
    public final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    public final RecordingBatches batches = new RecordingBatches();
    public final InMemoryPartUploads parts = new InMemoryPartUploads();
    public final RecordingWakes wakes = new RecordingWakes();
    public final List<ExportId> exportRequests = new ArrayList<>();
    public final List<JobId> jobRequests = new ArrayList<>();
    public final List<ErasureId> erasureRequests = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>(Map.of("Authorization", "api-key " + KEY));
    public final RecordingTranscripts transcripts = new RecordingTranscripts();
    public MessageTemplates templates =
            (_, name, language) -> new MessageTemplates.Found.Known(Examples.template(name, language, List.of()));
    public TemplateLists templateLists = (_, _, _) -> new TemplateLists.Listing.Unavailable("NOT_EXPECTED");
    public MessageImages images = (_, _, _) -> new MessageImages.Kept.Unavailable("NOT_EXPECTED");
    /** The problem of each voice_url, by URL. */
    public final Map<String, VoiceUrlProblem> unreachable = new HashMap<>();

    public final InMemoryReceivedMessages received = new InMemoryReceivedMessages();
    public final InMemoryAgentReplies replies = new InMemoryAgentReplies();
    public final ScriptedReplyProvider replyProvider = new ScriptedReplyProvider();

    public final InMemoryEndpoints endpoints = new InMemoryEndpoints();
    public final InMemoryUndeliveredEvents undelivered = new InMemoryUndeliveredEvents();
    public final InMemoryDeliveryLog deliveryLog = new InMemoryDeliveryLog();
    public final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock);
    public final ScriptedReceiver receiver = new ScriptedReceiver();
    public final AttemptTokens tokens = new AttemptTokens(() -> "token-secret");
    public final InMemoryIdempotencyStore replays = new InMemoryIdempotencyStore();
    final InMemoryRequestCounts requests = new InMemoryRequestCounts();
    public final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final Api api;

    public Client() {
        this(Integer.MAX_VALUE);
    }

    /** A client with a limit of requests per second. */
    Client(int requestsPerSecond) {
        Random random = new Random(1);
        ApiDependencies ports = new ApiDependencies(
                new AccessPorts(keys, () -> KEY, tokens, new RequestLimit(requests, requestsPerSecond, clock), replays),
                new LinePorts(
                        store.agents(),
                        store.lines(),
                        (line, name, language) -> templates.find(line, name, language),
                        (line, after, limit) -> templateLists.list(line, after, limit),
                        (line, type, image) -> images.keep(line, type, image),
                        url -> Optional.ofNullable(unreachable.get(url)),
                        "vuelta"),
                new CampaignPorts(store.campaigns(), store.books(), store.counts(), wakes),
                new ContactPorts(
                        store.contacts(),
                        store.people(),
                        store.doNotContact(),
                        new CanonicalNumbers(),
                        new FixedZones()),
                new AttemptPorts(
                        store.attempts(),
                        store.conversations(),
                        transcripts,
                        new ThreadPorts(received, replies, replyProvider)),
                new FilePorts(store.uploads(), new SigningUrls(), parts, new CsvUploadedFiles(), batches),
                new ExportPorts(store.exports(), exportRequests::add),
                new EndpointPorts(endpoints, receiver, undelivered, deliveryLog, deliveries),
                new JobPorts(store.jobs(), jobRequests::add),
                new ErasurePorts(
                        store.erasures(),
                        (id, _) -> erasureRequests.add(id),
                        new InMemoryUserIds(),
                        Duration.ofDays(30)),
                new RuntimePorts(Collection::forEach, new FiveTries(), clock, new Ids(clock, () -> random)));
        api = new Api(ports);
    }

    /** A client with an agent and its line. */
    public static Client withLine() {
        Client client = new Client();
        client.store.agents().put(Examples.agent());
        client.store.lines().put(Examples.line(LINE));
        return client;
    }

    /** A client with an agent, its line and a campaign in this status. */
    public static Client withCampaign(CampaignStatus status) {
        return withCampaign(status, Examples.settings());
    }

    public static Client withCampaign(CampaignStatus status, CampaignSettings settings) {
        Client client = withLine();
        client.store.campaigns().create(Examples.campaign(CAMPAIGN, LINE, status, settings));
        return client;
    }

    /** A client with a WhatsApp campaign in this status, on its own line. */
    public static Client withTemplate(CampaignStatus status) {
        Client client = withLine();
        client.store.lines().put(Examples.line(WHATSAPP, Channel.WHATSAPP));
        CampaignSettings settings = Examples.with()
                .template("promo_june", null)
                .concurrency(CampaignSettings.MAX_CONCURRENCY)
                .messageLimit(CampaignSettings.DEFAULT_MESSAGE_LIMIT)
                .build();
        client.store.campaigns().create(Examples.campaign(CAMPAIGN, WHATSAPP, status, settings));
        return client;
    }

    /** The operations of the store during this action, in order. */
    public List<String> operations(Runnable action) {
        List<String> operations = new ArrayList<>();
        store.faults(Faults.beforeEach(operations::add));
        action.run();
        store.faults(Faults.NONE);
        return operations;
    }

    public Campaign campaign() {
        return store.campaigns().find(CAMPAIGN).orElseThrow();
    }

    /** Finishes the campaign, as its pacer does when no contact is left. */
    public void finish() {
        LifeCycle.Decision done = LifeCycle.decide(campaign(), CampaignAction.DONE, clock.instant());
        Campaign finished = ((LifeCycle.Decision.Moved) done).to();
        long pacing = store.books().find(CAMPAIGN).version();
        assertThat(store.campaigns().rest(finished, store.campaigns().intake(CAMPAIGN), pacing))
                .isTrue();
    }

    /** Stores a contact and counts it. */
    public void load(Contact contact) {
        assertThat(store.contacts().create(contact.countedIn(campaign()))).isInstanceOf(Contacts.Written.Done.class);
        count(new RecordingWakes());
    }

    /** Stores an attempt as the latest of its contact. The contact is created if it does not exist, and then waits. */
    public void load(Attempt attempt) {
        ContactId id = attempt.id().contact();
        Optional<Contact> there = store.contacts().find(id);
        if (there.isPresent()) {
            Contact with = ContactEdit.of(there.get()).latest(attempt).done();
            assertThat(store.contacts().write(there.get(), with)).isInstanceOf(Contacts.Written.Done.class);
            count(new RecordingWakes());
        } else {
            Contact contact = Given.contact(id, attempt.to(), ContactStatus.QUEUE);
            load(ContactEdit.of(contact).latest(attempt).done());
        }
    }

    /** Counts all changes, and wakes the lines of contacts that have begun to wait. */
    public void count() {
        count(wakes);
    }

    private void count(RecordingWakes woken) {
        CountChanges counts = new CountChanges(store.counts(), store.campaigns(), woken, clock);
        store.changes().drain(counts::count);
    }

    /** Counts all changes, and returns the campaign's figures. */
    public Counters counted() {
        count(new RecordingWakes());
        return store.counts().sums(CAMPAIGN, campaign().cycle().number()).counters();
    }

    List<Router.Added> routes() {
        return api.routes();
    }

    public Client header(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** All routes, those that need no key first, as {@code METHOD /pattern}. */
    List<String> paths() {
        return Stream.concat(api.openRoutes().stream(), api.routes().stream())
                .map(added -> added.method() + " " + added.pattern())
                .toList();
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    /** Posts a body, in which single quotes stand for double ones. */
    public Reply post(String path, String body) {
        return send("POST", path, body);
    }

    public Reply patch(String path, String body) {
        return send("PATCH", path, body);
    }

    public Reply send(String method, String path, @Nullable String body) {
        return raw(method, "/api/v1.0" + path, body == null ? null : body.replace('\'', '"'), false);
    }

    /** Sends a request. The exchange is checked by the API's description. */
    public Reply raw(String method, String target, @Nullable String body, boolean base64) {
        String[] parts = target.split("\\?", 2);
        Map<String, String> query = parts.length == 1 ? Map.of() : query(parts[1]);
        APIGatewayV2HTTPResponse response = answer(method, parts[0], query, headers, body, base64);
        Contract.check(exchange(method, parts[0], query, headers, body, base64, response));
        return Reply.of(response);
    }

    /** Sends the request, with a key if it has none, and returns the exchange; nothing is checked. */
    HttpExchange answer(RandomRequests.RandomRequest request) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(request.headers());
        APIGatewayV2HTTPResponse response =
                answer(request.method(), request.path(), request.query(), all, request.body(), request.base64());
        return exchange(
                request.method(), request.path(), request.query(), all, request.body(), request.base64(), response);
    }

    private static HttpExchange exchange(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            @Nullable String body,
            boolean base64,
            APIGatewayV2HTTPResponse response) {
        HttpExchange.Answer answer =
                new HttpExchange.Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
        return new HttpExchange(method, path, query, headers, text(body, base64), answer);
    }

    private static @Nullable String text(@Nullable String body, boolean base64) {
        try {
            return body != null && base64 ? new String(Base64.getDecoder().decode(body), UTF_8) : body;
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private APIGatewayV2HTTPResponse answer(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> sent,
            @Nullable String body,
            boolean base64) {
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath(path)
                .withQueryStringParameters(query.isEmpty() ? null : query)
                .withHeaders(sent)
                .withBody(body)
                .withIsBase64Encoded(base64)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(method)
                                .build())
                        .build())
                .build();
        return api.handle(event, context);
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : text.split("&", -1)) {
            String[] sides = parameter.split("=", 2);
            query.put(sides[0], sides[1]);
        }
        return query;
    }

    static AgentId agent() {
        return Examples.AGENT;
    }

    /** The response. */
    public record Reply(int status, Map<String, String> headers, JsonNode json) {
        static Reply of(APIGatewayV2HTTPResponse response) {
            return new Reply(response.getStatusCode(), response.getHeaders(), parsed(response.getBody()));
        }

        private static JsonNode parsed(String json) {
            try {
                return ApiJson.parse(json.getBytes(UTF_8));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not JSON: " + json, e);
            }
        }

        /**
         * Asserts that the object at a path has these fields, besides others. Single quotes stand for double ones, and
         * a name may be a path below the object.
         */
        public void assertHas(String path, String fields) {
            for (var field : parsed("{" + fields.replace('\'', '"') + "}").properties()) {
                JsonNode actual = at(path + "/" + field.getKey());
                JsonNode expected = field.getValue();
                assertThat(actual.isMissingNode())
                        .as("%s is missing", field.getKey())
                        .isFalse();
                assertThat(expected.isTextual() ? actual.asText() : actual.toString())
                        .as(field.getKey())
                        .isEqualTo(expected.isTextual() ? expected.asText() : expected.toString());
            }
        }

        /** The value at a path such as {@code /campaign/id}; missing if there is none. */
        public JsonNode at(String path) {
            return json.at(path);
        }

        public String text(String path) {
            return json.at(path).asText();
        }

        /** Status, code and field of an error, in one line. */
        public String error() {
            String field = json.has("field") ? " " + json.get("field").asText() : "";
            return status + " " + json.path("error").asText() + field;
        }
    }
}
