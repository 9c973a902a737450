package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.Scope;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The common behaviour of all lists with pages. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListsApiTest {
    private static final int ENTRIES = 23;

    /** One list, with {@value ENTRIES} entries. */
    private record Listing(
            String name,
            String path,
            Consumer<Client> filled,
            @Nullable Integer total) {
        Client client() {
            Client client = name.equals("messages")
                    ? Client.withTemplate(CampaignStatus.ACTIVE)
                    : Client.withCampaign(CampaignStatus.ACTIVE);
            filled.accept(client);
            return client;
        }

        String path(String query) {
            return path + (path.contains("?") ? "&" : "?") + query;
        }

        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Listing> lists() {
        return Stream.of(
                // The client has one campaign already.
                new Listing("campaigns", "/campaigns", each(ENTRIES - 1, ListsApiTest::campaign), ENTRIES),
                new Listing("campaigns", "/campaigns?status=active", each(ENTRIES - 1, ListsApiTest::campaign), null),
                new Listing("contacts", "/campaigns/C1/contacts", contacts(ENTRIES), ENTRIES),
                new Listing("contacts", "/campaigns/C1/contacts?status=queue", contacts(ENTRIES), ENTRIES),
                new Listing("calls", "/campaigns/C1/calls", each(ENTRIES, ListsApiTest::call), ENTRIES),
                new Listing("calls", "/campaigns/C1/calls?status=busy", each(ENTRIES, ListsApiTest::call), null),
                new Listing("messages", "/campaigns/C1/messages", each(ENTRIES, ListsApiTest::message), ENTRIES),
                new Listing("uploads", "/campaigns/C1/uploads", each(ENTRIES, ListsApiTest::upload), null),
                new Listing("exports", "/campaigns/C1/exports", each(ENTRIES, ListsApiTest::export), null),
                new Listing(
                        "integrations",
                        "/agents/" + Examples.AGENT + "/integrations",
                        each(ENTRIES - 1, ListsApiTest::line),
                        ENTRIES),
                new Listing("api_keys", "/api-keys", each(ENTRIES, ListsApiTest::key), ENTRIES),
                new Listing("webhook_endpoints", "/webhook-endpoints", each(ENTRIES, ListsApiTest::endpoint), ENTRIES),
                new Listing("entries", "/do-not-contact", each(ENTRIES, ListsApiTest::listed), null));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void pages_are_the_same_forwards_and_backwards(Listing list) {
        Client client = list.client();
        List<List<String>> pages = new ArrayList<>();
        Client.Reply page = client.get(list.path("limit=5"));
        assertThat(page.at("/has_previous").booleanValue()).isFalse();
        pages.add(entries(list, page));
        while (page.at("/has_next").booleanValue()) {
            assertThat(page.text("/next_page")).isEqualTo(page.text("/next_cursor"));
            page = client.get(list.path("pageSize=5&page=" + page.text("/next_page")));
            assertThat(page.at("/has_previous").booleanValue()).isTrue();
            pages.add(entries(list, page));
        }
        assertThat(pages.stream().map(List::size)).containsExactly(5, 5, 5, 5, 3);
        assertThat(pages.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertThat(page.at("/next_cursor").isNull()).isTrue();

        List<List<String>> back = new ArrayList<>(List.of(entries(list, page)));
        while (page.at("/has_previous").booleanValue()) {
            page = client.get(list.path("limit=5&cursor=" + page.text("/previous_cursor")));
            back.addFirst(entries(list, page));
            assertThat(page.at("/has_next").booleanValue()).isTrue();
        }
        assertThat(back).isEqualTo(pages);
        assertThat(page.at("/previous_cursor").isNull()).isTrue();
        assertThat(entries(list, client.get(list.path("limit=5&cursor=" + page.text("/next_cursor")))))
                .isEqualTo(pages.get(1));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_page_may_be_asked_for_by_its_number(Listing list) {
        Client client = list.client();
        List<String> all = entries(list, client.get(list.path("limit=100")));

        for (int number = 1; number <= 3; number++) {
            Client.Reply page = client.get(list.path("pageSize=10&page=" + number));
            assertThat(entries(list, page))
                    .isEqualTo(all.subList(10 * (number - 1), Math.min(all.size(), 10 * number)));
        }
        Client.Reply beyond = client.get(list.path("pageSize=10&page=4"));
        assertThat(entries(list, beyond)).isEmpty();
        assertThat(beyond.at("/has_next").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void the_total_is_given_where_it_is_known_without_reading_all(Listing list) {
        Client client = list.client();

        JsonNode total = client.get(list.path("limit=5")).at("/total_count");
        assertThat(total.isNull() ? null : (Integer) total.intValue()).isEqualTo(list.total());
        assertThat(client.get(list.path("limit=100")).at("/total_count").isNull())
                .isEqualTo(list.path().contains("calls?"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=5&pageSize=6, pageSize",
        "pageSize=0, pageSize",
        "pageSize=101, pageSize",
        "page=0, page",
        "page=252&limit=20, page",
        "cursor=999999, cursor",
        "cursor=PA, cursor",
        "page=PCo, page",
        "cursor=QzE&page=QzI, page",
    })
    void an_invalid_parameter_is_named(String query, String field) {
        Client client = Client.withCampaign(CampaignStatus.ACTIVE);

        for (String path : List.of("/campaigns", "/campaigns/C1/contacts", "/campaigns/C1/exports")) {
            assertThat(client.get(path + "?" + query).error()).isEqualTo("400 INVALID_REQUEST " + field);
        }
    }

    private static List<String> entries(Listing list, Client.Reply page) {
        assertThat(page.status()).as(page.json().toString()).isEqualTo(200);
        List<String> entries = new ArrayList<>();
        page.at("/" + list.name())
                .forEach(entry -> entries.add(
                        entry.has("id")
                                ? entry.get("id").asText()
                                : entry.get("number").asText() + entry.get("channel")));
        return entries;
    }

    private static Consumer<Client> contacts(int count) {
        return client -> Given.contacts(client, ContactStatus.QUEUE, count);
    }

    private interface Added {
        void to(Client client, int n);
    }

    private static Consumer<Client> each(int count, Added added) {
        return client -> IntStream.range(0, count).forEach(n -> added.to(client, n));
    }

    private static void campaign(Client client, int n) {
        client.store
                .campaigns()
                .create(Examples.campaign(
                        new CampaignId("D%02d".formatted(n)), Client.LINE, CampaignStatus.ACTIVE, Examples.settings()));
    }

    private static void call(Client client, int n) {
        client.load(Given.call(n, CallStatus.BUSY, null, null));
    }

    private static void message(Client client, int n) {
        client.load(Given.message(n, MessageStatus.READ));
    }

    private static void upload(Client client, int n) {
        UploadId id = new UploadId(Client.CAMPAIGN, "U%02d".formatted(n));
        client.store
                .uploads()
                .create(Upload.waiting(
                        id, "a.csv", 1, "key", null, IfDuplicate.SKIP, ColumnMapping.NONE, Examples.MONDAY));
    }

    private static void export(Client client, int n) {
        ExportId id = new ExportId(Client.CAMPAIGN, "E%02d".formatted(n));
        client.store
                .exports()
                .create(Export.requested(id, Export.Kind.CALLS, ExportFilter.NONE, false, false, Examples.MONDAY));
    }

    /** When an entry was created; some have the same millisecond. */
    private static Instant created(int n) {
        return Examples.MONDAY.plusMillis(n / 3);
    }

    private static void line(Client client, int n) {
        LineId id = new LineId("iph_A%02d".formatted(n));
        Line like = Examples.line(id);
        client.store
                .lines()
                .put(new Line(
                        id,
                        like.agent(),
                        like.provider(),
                        like.number(),
                        like.ratePerSecond(),
                        like.secret(),
                        null,
                        created(n)));
    }

    private static void key(Client client, int n) {
        assertThat(client.keys.create(new ApiKey(
                        "%016x".formatted(n * 7_919L), "key " + n, Scope.READ, "0".repeat(64), created(n), null)))
                .isTrue();
    }

    private static void endpoint(Client client, int n) {
        client.endpoints.save(Endpoint.created(
                new EndpointId("we_%02d".formatted(n)),
                "https://crm.example.com/" + n,
                Set.of(EventType.CALL_ENDED),
                Endpoint.Format.VUELTA,
                "s".repeat(44),
                created(n)));
    }

    private static void listed(Client client, int n) {
        client.store
                .doNotContact()
                .put(new Suppression(
                        Examples.number(n / 2),
                        n % 2 == 0 ? null : Channel.WHATSAPP,
                        "asked",
                        "api",
                        Examples.MONDAY,
                        null));
    }
}
