package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.access.ApiKey;
import io.vuelta.domain.access.Scope;
import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.dispatch.TemplateLists.Listing;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.LoggedDelivery;
import io.vuelta.domain.export.Export;
import io.vuelta.domain.export.ExportFilter;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.upload.ColumnMapping;
import io.vuelta.domain.upload.IfDuplicate;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A cursor is accepted only by the list that gave it, with the same filters, and only as it was given. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CursorsTest {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String REFUSED = "400 INVALID_REQUEST cursor";
    private static final String AGENT = "/agents/" + Examples.AGENT;
    private static final String OTHER_AGENT = "00000000-0000-4000-8000-000000000009";

    /** A list of each route, and the same list with a filter or of another owner. Each has at least two entries. */
    private static final Map<String, List<String>> LISTS = Map.ofEntries(
            Map.entry("/agents", List.of("/agents")),
            Map.entry(
                    "/agents/{agent}/integrations",
                    List.of(AGENT + "/integrations", "/agents/" + OTHER_AGENT + "/integrations")),
            Map.entry("/integrations", List.of("/integrations")),
            Map.entry(
                    "/integrations/{integration}/templates",
                    List.of("/integrations/iwa_1/templates", "/integrations/iwa_2/templates")),
            Map.entry(
                    "/campaigns", List.of("/campaigns", "/campaigns?status=active", "/campaigns?startDate=2020-01-01")),
            Map.entry("/campaigns/{campaign}/uploads", List.of("/campaigns/C1/uploads", "/campaigns/C2/uploads")),
            Map.entry(
                    "/campaigns/{campaign}/contacts",
                    List.of(
                            "/campaigns/C1/contacts",
                            "/campaigns/C1/contacts?status=queue",
                            "/campaigns/C1/contacts?q=a",
                            "/campaigns/C1/contacts?q=an",
                            "/campaigns/C2/contacts")),
            Map.entry("/campaigns/{campaign}/jobs", List.of("/campaigns/C1/jobs", "/campaigns/C2/jobs")),
            Map.entry(
                    "/campaigns/{campaign}/calls",
                    List.of("/campaigns/C1/calls", "/campaigns/C1/calls?status=busy", "/campaigns/C2/calls")),
            Map.entry(
                    "/campaigns/{campaign}/messages",
                    List.of("/campaigns/C1/messages", "/campaigns/C1/messages?status=read", "/campaigns/C2/messages")),
            Map.entry("/campaigns/{campaign}/exports", List.of("/campaigns/C1/exports", "/campaigns/C2/exports")),
            Map.entry("/do-not-contact", List.of("/do-not-contact")),
            Map.entry("/webhook-endpoints", List.of("/webhook-endpoints")),
            Map.entry(
                    "/webhook-endpoints/{endpoint}/deliveries",
                    List.of(
                            "/webhook-endpoints/we_0/deliveries",
                            "/webhook-endpoints/we_0/deliveries?outcome=accepted",
                            "/webhook-endpoints/we_1/deliveries")),
            Map.entry("/api-keys", List.of("/api-keys")));

    private final Client client = Client.withTemplate(CampaignStatus.ACTIVE);

    CursorsTest() {
        client.store
                .agents()
                .put(new Agent(new AgentId(OTHER_AGENT), "Eva", List.of(), List.of(), List.of(), Examples.MONDAY));
        client.store.lines().put(Examples.line(new LineId("iwa_2"), Channel.WHATSAPP));
        client.store
                .campaigns()
                .create(Examples.campaign(
                        new CampaignId("C2"),
                        Client.WHATSAPP,
                        CampaignStatus.ACTIVE,
                        client.campaign().settings()));
        client.templateLists = (_, _, _) -> new Listing.Page(List.of(), Optional.of("QVFI"), Optional.empty());
        for (int n = 0; n < 2; n++) {
            client.load(Given.call(n, CallStatus.BUSY, null, null));
            client.load(Given.message(n + 2, MessageStatus.READ));
            add(n);
        }
    }

    private void add(int n) {
        Instant now = Examples.MONDAY.plusSeconds(n);
        client.store
                .uploads()
                .create(Upload.waiting(
                        new UploadId(Client.CAMPAIGN, "U" + n),
                        "a.csv",
                        1,
                        "key",
                        null,
                        IfDuplicate.SKIP,
                        ColumnMapping.NONE,
                        now));
        client.store
                .exports()
                .create(Export.requested(
                        new ExportId(Client.CAMPAIGN, "E" + n),
                        Export.Kind.CALLS,
                        ExportFilter.NONE,
                        false,
                        false,
                        now));
        client.store
                .jobs()
                .create(Job.requested(
                        new JobId(Client.CAMPAIGN, "J" + n),
                        Action.SKIP,
                        Set.of(ContactStatus.QUEUE),
                        Set.of(),
                        List.of(),
                        1,
                        now));
        client.store.doNotContact().put(new Suppression(Examples.number(n), null, "asked", "api", now, null));
        client.keys.create(new ApiKey("%016x".formatted(n), "key", Scope.READ, "0".repeat(64), now, null));
        EndpointId endpoint = new EndpointId("we_" + n);
        client.endpoints.save(Endpoint.created(
                endpoint,
                "https://crm.example.com/" + n,
                Set.of(EventType.CALL_ENDED),
                Endpoint.Format.VUELTA,
                "s".repeat(44),
                now));
        client.deliveryLog.add(new LoggedDelivery(
                new EndpointId("we_0"),
                "evt_" + n,
                EventType.CALL_ENDED,
                now,
                null,
                1,
                now,
                Duration.ofMillis(12),
                LoggedDelivery.Outcome.ACCEPTED,
                "HTTP_204",
                null));
    }

    /** The cursor of the second page of each list that has one, by the list. */
    private Map<String, String> cursors() {
        Map<String, String> cursors = new LinkedHashMap<>();
        LISTS.values().stream().flatMap(List::stream).forEach(list -> {
            Client.Reply page = client.get(with(list, "limit=1"));
            assertThat(page.status()).as(list).isEqualTo(200);
            if (page.at("/has_next").booleanValue()) {
                cursors.put(list, page.text("/next_cursor"));
            }
        });
        return cursors;
    }

    private static String with(String list, String parameter) {
        return list + (list.contains("?") ? "&" : "?") + parameter;
    }

    @Test
    void every_list_of_the_description_is_tested() {
        List<String> described = Contract.DESCRIPTION.operations().stream()
                .filter(operation -> operation.parametersIn("query").stream()
                        .anyMatch(parameter -> parameter.path("name").asText().equals("cursor")))
                .map(operation -> operation.path())
                .toList();

        assertThat(LISTS.keySet()).containsExactlyInAnyOrderElementsOf(described);
        LISTS.forEach((route, lists) -> assertThat(cursors()).as(route).containsKey(lists.getFirst()));
    }

    @Test
    void a_cursor_is_accepted_by_its_own_list_only() {
        Map<String, String> cursors = cursors();

        cursors.forEach((owner, cursor) -> LISTS.values().stream()
                .flatMap(List::stream)
                .forEach(list -> {
                    Client.Reply reply = client.get(with(list, "limit=1&cursor=" + cursor));
                    assertThat(reply.status() == 200 ? "200" : reply.error())
                            .as("a cursor of %s for %s", owner, list)
                            .isEqualTo(list.equals(owner) ? "200" : REFUSED);
                }));
    }

    @Test
    void a_cursor_that_was_cut_or_changed_is_refused() {
        cursors().forEach((list, cursor) -> {
            for (int cut = 1; cut <= 4; cut++) {
                refuses(list, cursor.substring(0, cursor.length() - cut));
                refuses(list, cursor.substring(cut));
            }
            refuses(list, cursor + "A");
            refuses(list, cursor + "=");
            for (int at = 0; at < cursor.length(); at++) {
                char other = CHARACTERS.charAt((CHARACTERS.indexOf(cursor.charAt(at)) + 1) % CHARACTERS.length());
                refuses(list, cursor.substring(0, at) + other + cursor.substring(at + 1));
            }
        });
    }

    private void refuses(String list, String cursor) {
        assertThat(client.get(with(list, "cursor=" + cursor)).error())
                .as("%s with %s", list, cursor)
                .isEqualTo(REFUSED);
    }

    @Test
    void the_size_of_the_page_and_the_order_of_the_filters_may_change() {
        String cursor = client.get("/campaigns/C1/calls?status=busy&startDate=2020-01-01&limit=1")
                .text("/next_cursor");

        assertThat(client.get("/campaigns/C1/calls?page=" + cursor
                                + "&pageSize=2&startDate=2020-01-01&status=busy&answeredBy=")
                        .status())
                .isEqualTo(200);
    }
}
