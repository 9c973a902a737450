package io.vuelta.journeys.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.vuelta.adapters.csv.CsvUploadedFiles;
import io.vuelta.adapters.dynamodb.DynamoAgentReplies;
import io.vuelta.adapters.dynamodb.DynamoApiKeys;
import io.vuelta.adapters.dynamodb.DynamoDeliveryLog;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoIdempotencyStore;
import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.libphonenumber.CanonicalNumbers;
import io.vuelta.adapters.libphonenumber.NumberZones;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.access.RequestLimit;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.MessageImages;
import io.vuelta.domain.dispatch.MessageTemplates;
import io.vuelta.domain.dispatch.ReplyProvider;
import io.vuelta.domain.dispatch.TemplateLists;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.handlers.api.ApiHandler;
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
import io.vuelta.handlers.runtime.RandomWaits;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryDeliveries;
import io.vuelta.testkit.fakes.InMemoryPartUploads;
import io.vuelta.testkit.fakes.InMemoryRequestCounts;
import io.vuelta.testkit.fakes.RecordingBatches;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import io.vuelta.testkit.openapi.ApiDescription;
import io.vuelta.testkit.openapi.ApiFuzz;
import io.vuelta.testkit.openapi.HttpExchange;
import io.vuelta.testkit.openapi.RandomRequests.RandomRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random requests, derived from the API's description, to the API on a real table. {@code -Dfuzz.requests=N
 * -Dfuzz.seed=S}
 */
@Tag("long")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiFuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** Number of requests about one campaign; many of them end it. */
    private static final int PIECE = 400;

    private static final int MAX_SHOWN = 20;
    private static final String KEY = "a-key";
    private static final LineId LINE = new LineId("iph_1");
    private static final LineId WHATSAPP = new LineId("iwa_1");

    private static final VirtualTime CLOCK = new VirtualTime(Examples.MONDAY);

    @AutoClose
    private static final TemplateTable STARTED = TemplateTable.start();

    private static final DynamoTable TABLE = STARTED.table();

    @Test
    void every_answer_to_a_random_request_matches_the_description() {
        Stores stores = Stores.of(TABLE);
        stores.agents().put(Examples.agent());
        stores.lines().put(Examples.line(LINE));
        stores.lines().put(Examples.line(WHATSAPP, Channel.WHATSAPP));
        ApiHandler api = new ApiHandler(ports(stores));
        ApiFuzz fuzz = new ApiFuzz(ApiDescription.read(Path.of("../api/vuelta.yaml")));
        for (int asked = 0; asked < REQUESTS; asked += PIECE) {
            Map<String, List<String>> known = known(stores, new CampaignId("C" + asked));
            fuzz.run(request -> ask(api, request), known, SEED + asked, Math.min(PIECE, REQUESTS - asked));
        }

        assertThat(fuzz.faults().stream().limit(MAX_SHOWN).toList())
                .as("%d faults in %d requests", fuzz.faults().size(), REQUESTS)
                .isEmpty();
    }

    /** Creates a campaign with a contact; returns the ids of all existing things. */
    private static Map<String, List<String>> known(Stores stores, CampaignId id) {
        stores.ofCampaigns().campaigns().create(Examples.campaign(id, LINE, CampaignStatus.READY, Examples.settings()));
        Contact contact = Examples.contact(id, 1);
        stores.ofContacts().contacts().create(contact);
        Map<String, List<String>> known = new HashMap<>();
        known.put("{campaign}", list(id.value()));
        known.put("{agent}", list(Examples.AGENT.value()));
        known.put("agent_id", list(Examples.AGENT.value()));
        known.put("{integration}", list(LINE.value(), WHATSAPP.value()));
        known.put("integration_id", list(LINE.value(), WHATSAPP.value()));
        known.put("{contact}", list(contact.id().hash()));
        known.put("contact", list("+525555551234", "55 5555 1240", "+5491123459105"));
        known.put("{number}", list("525555551234", "%2B525555551234", "5491123459105"));
        known.put("tags", list("vip", "callback", "other"));
        known.put("*", list("email"));
        return known;
    }

    private static List<String> list(String... values) {
        return new ArrayList<>(List.of(values));
    }

    private static HttpExchange ask(ApiHandler api, RandomRequest request) {
        Map<String, String> headers = new HashMap<>(Map.of("Authorization", "api-key " + KEY));
        headers.putAll(request.headers());
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withRawPath(request.path())
                .withQueryStringParameters(request.query().isEmpty() ? null : request.query())
                .withHeaders(headers)
                .withBody(request.body())
                .withIsBase64Encoded(request.base64())
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(request.method())
                                .build())
                        .build())
                .build();
        APIGatewayV2HTTPResponse answer = api.handleRequest(event, new TestContext());
        return new HttpExchange(
                request.method(),
                request.path(),
                request.query(),
                headers,
                request.text(),
                new HttpExchange.Answer(answer.getStatusCode(), answer.getHeaders(), answer.getBody()));
    }

    private static ApiDependencies ports(Stores stores) {
        Random random = new Random(SEED);
        return new ApiDependencies(
                new AccessPorts(
                        new DynamoApiKeys(TABLE),
                        () -> KEY,
                        new AttemptTokens(() -> "token-secret"),
                        new RequestLimit(new InMemoryRequestCounts(), Integer.MAX_VALUE, CLOCK),
                        new DynamoIdempotencyStore(TABLE)),
                new LinePorts(
                        stores.agents(),
                        stores.lines(),
                        (_, name, language) ->
                                new MessageTemplates.Found.Known(Examples.template(name, language, List.of())),
                        (_, _, _) -> new TemplateLists.Listing.Unavailable("PROVIDER_UNREACHABLE"),
                        (_, _, _) -> new MessageImages.Kept.Taken("1037543291543636"),
                        _ -> Optional.empty(),
                        "vuelta"),
                new CampaignPorts(
                        stores.ofCampaigns().campaigns(),
                        stores.ofCampaigns().books(),
                        stores.ofCampaigns().counts(),
                        new RecordingWakes()),
                new ContactPorts(
                        stores.ofContacts().contacts(),
                        stores.ofContacts().people(),
                        stores.ofPeople().doNotContact(),
                        new CanonicalNumbers(),
                        new NumberZones()),
                new AttemptPorts(
                        stores.ofContacts().attempts(),
                        stores.ofContacts().conversations(),
                        new RecordingTranscripts(),
                        new ThreadPorts(
                                new DynamoReceivedMessages(TABLE),
                                new DynamoAgentReplies(TABLE),
                                (_, _, _) -> new ReplyProvider.Answer.Unavailable("PROVIDER_UNREACHABLE"))),
                new FilePorts(
                        stores.uploads(),
                        new FixedUrls(),
                        new InMemoryPartUploads(),
                        new CsvUploadedFiles(),
                        new RecordingBatches()),
                new ExportPorts(stores.exports(), _ -> {}),
                new EndpointPorts(
                        new DynamoEndpoints(TABLE),
                        new DeafReceiver(),
                        new DynamoUndeliveredEvents(TABLE),
                        new DynamoDeliveryLog(TABLE),
                        new InMemoryDeliveries(CLOCK)),
                new JobPorts(stores.jobs(), _ -> {}),
                new ErasurePorts(
                        stores.ofPeople().erasures(),
                        (_, _) -> {},
                        stores.ofPeople().userIds(),
                        Duration.ofDays(30)),
                new RuntimePorts(Collection::forEach, new RandomWaits(), CLOCK, new Ids(CLOCK, () -> random)));
    }

    /** Accepts every address, and gets no answer from any. */
    private static final class DeafReceiver implements EventReceiver {
        @Override
        public Reply post(Endpoint endpoint, Map<String, @Nullable Object> body) {
            return new Reply.Failed("TIMEOUT", true);
        }

        @Override
        public Optional<String> refusal(String url) {
            return Optional.empty();
        }
    }

    /** Addresses of a bucket that does not exist. */
    private static final class FixedUrls implements UploadUrls {
        private static final URI ADDRESS = URI.create("https://bucket.example/");
        private static final Instant EXPIRES = Examples.MONDAY.plusSeconds(3_600);

        @Override
        public Put put(String key, long size, String contentType, Optional<String> sha256) {
            return new Put("PUT", ADDRESS.resolve(key), Map.of("content-type", contentType), EXPIRES);
        }

        @Override
        public Form form(String key, long size, String contentType, Optional<String> sha256) {
            return new Form(ADDRESS, Map.of("key", key), EXPIRES);
        }

        @Override
        public Get get(String key) {
            return new Get(ADDRESS.resolve(key), EXPIRES);
        }
    }
}
