package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.dynamodb.RetryingClient;
import io.vuelta.cloud.LocalRuntime;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventType;
import io.vuelta.local.Client;
import io.vuelta.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Executes each rare operation once, so that {@link PermissionsIT} can check that its permissions are granted and
 * needed.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class RareCallsIT {
    private static final String EVA = "+525555759001";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LocalRuntime runtime = SharedVuelta.vuelta().runtime();
    private final Script script = new Script(SharedVuelta.vuelta().baseUrl());
    private final Client client = script.client();

    private String invoke(String function, String event) {
        InvocationResult result = runtime.invoke(function, event);
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return ((InvocationResult.Answered) result).json();
    }

    private static String path(String campaign, String rest) {
        return "/campaigns/" + campaign + rest;
    }

    @Test
    void keys_are_made_listed_and_revoked_by_invoking_the_function() throws Exception {
        String made = invoke("KeysFunction", "{\"action\":\"create\",\"name\":\"rare\",\"scope\":\"read\"}");
        String id = MAPPER.readTree(made)
                .at("/api_key/id")
                .asText(MAPPER.readTree(made).path("id").asText());

        assertThat(invoke("KeysFunction", "{\"action\":\"list\"}")).contains(id);
        invoke("KeysFunction", "{\"action\":\"revoke\",\"id\":\"" + id + "\"}");
    }

    @Test
    void a_campaign_is_copied_changed_and_examined_and_its_contact_is_found() throws Exception {
        String campaign = script.campaign(1, 0, 20);
        script.upload(campaign, "contact,name\n" + EVA + ",Eva\n");
        assertThat(client.get("/contacts?number=" + EVA.substring(1)).ok().path("contacts"))
                .isNotEmpty();
        String copy = client.post(path(campaign, "/duplicate"), Client.object())
                .ok()
                .at("/campaign/id")
                .asText();
        Await.until(
                Duration.ofMinutes(1),
                "the contact is copied",
                () -> script.campaign(copy).path("status").asText().equals("ready"));

        ObjectNode removal = Client.object().put("action", "remove");
        removal.putArray("status").add("queue");
        String job = client.post(path(copy, "/contacts/bulk"), removal)
                .ok()
                .at("/job/id")
                .asText();
        Await.until(
                Duration.ofMinutes(1),
                "the contact is removed",
                () -> client.get(path(copy, "/jobs/" + job))
                        .ok()
                        .at("/job/status")
                        .asText()
                        .equals("done"));
        assertThat(invoke("DoctorFunction", "{\"campaign\":\"" + copy + "\",\"mend\":true}"))
                .contains(copy);
    }

    @Test
    void the_schedule_of_a_line_that_waits_for_hours_is_moved() throws Exception {
        String campaign = script.campaign(1, 0, 20);
        script.upload(campaign, "contact,name\n+525555759003,Eva\n");
        for (int hours = 5; hours > 3; hours--) {
            String start = Instant.now()
                    .plus(Duration.ofHours(hours))
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            client.patch(path(campaign, ""), Client.object().put("start_at", start))
                    .ok();
            if (script.campaign(campaign).path("status").asText().equals("ready")) {
                script.act(campaign, "activate");
            }
            Await.until(
                    Duration.ofMinutes(1),
                    "it waits for its start",
                    () -> script.campaign(campaign)
                            .at("/waiting/until")
                            .asText()
                            .equals(start));
        }
    }

    @Test
    void a_waiting_campaign_is_woken_after_an_unusable_file() throws Exception {
        String campaign = script.campaign(1, 0, 20);
        script.act(campaign, "activate");

        assertThat(script.upload(campaign, "name,context\nAna,x\n")
                        .path("status")
                        .asText())
                .isEqualTo("failed");
    }

    @Test
    void the_parts_of_an_upload_are_listed() {
        String campaign = script.campaign(1, 0, 20);
        ObjectNode file = Client.object()
                .put("file_name", "contacts.csv")
                .put("size", 10_000_000)
                .put("method", "multipart");
        String upload = client.post(path(campaign, "/uploads"), file)
                .ok()
                .at("/upload/id")
                .asText();

        assertThat(client.post(path(campaign, "/uploads/" + upload + "/complete"))
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("PARTS_MISSING");
    }

    @Test
    void a_do_not_contact_entry_is_removed() {
        client.post("/do-not-contact", Client.object().put("number", "+525555759002"))
                .ok();

        assertThat(client.delete("/do-not-contact/525555759002").status()).isEqualTo(200);
    }

    @Test
    void an_event_that_was_not_delivered_is_replayed() {
        ObjectNode endpoint = Client.object().put("url", "http://127.0.0.1:9/hook");
        endpoint.putArray("events").add("export.finished");
        String id = client.post("/webhook-endpoints", endpoint)
                .ok()
                .at("/webhook_endpoint/id")
                .asText();
        String event = "evt_rare" + System.nanoTime();
        try (DynamoDbClient table = RetryingClient.create()) {
            new DynamoUndeliveredEvents(new DynamoTable(table, runtime.physicalName("Table")))
                    .keep(
                            new Event(event, EventType.EXPORT_FINISHED, Instant.now(), null, Map.of()),
                            new EndpointId(id),
                            Instant.now().plus(Duration.ofDays(1)));
        }

        assertThat(client.post("/events/" + event + "/replay").status()).isEqualTo(202);
    }
}
