package io.vuelta.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The actions of a customer's script, only through the API. */
final class Script {
    /** Tests send more requests than the limit for customers. */
    static final int REQUESTS_PER_SECOND = 10_000;

    private final Client client;

    Script(URI baseUrl) {
        this.client = new Client(baseUrl, LocalVuelta.API_KEY);
    }

    Client client() {
        return client;
    }

    /** The settings of a system with this log of its functions, for a test that starts its own. */
    static LocalVuelta.Settings settings(Path log, double speed) {
        return new LocalVuelta.Settings(Path.of("../.."), 0, null, log, speed, 1)
                .withRequestsPerSecond(REQUESTS_PER_SECOND);
    }

    /** A campaign on a line of its own; returns its id. */
    String campaign(int concurrency, int retries, int ratePerSecond) {
        return campaign("twilio", LocalVuelta.TWILIO_SECRET, concurrency, retries, ratePerSecond);
    }

    /** A campaign on a line of its own at the reference runtime of the generic agent; returns its id. */
    String agentCampaign(int concurrency, int retries, int ratePerSecond) {
        return campaign("agent", LocalVuelta.AGENT_SECRET, concurrency, retries, ratePerSecond);
    }

    /** A campaign on a line of its own at Twilio, by this secret; returns its id. */
    String campaignBy(String secret) {
        return campaign("twilio", secret, 8, 0, 20);
    }

    private String campaign(String provider, String secret, int concurrency, int retries, int ratePerSecond) {
        ObjectNode agent = Client.object().put("name", "Inés");
        agent.putArray("tags").add("promised");
        agent.putArray("extractable_fields").add("payment_date");
        agent.putArray("voices").add("female_voice").add("male_voice");
        ObjectNode campaign = Client.object()
                .put("name", "Test")
                .put("first_message", "Hi, {name}?")
                .put("retries", retries)
                .put("retry_delay_minutes", 0)
                .put("concurrency", concurrency);
        return client.createCampaign(agent, Client.line(provider, ratePerSecond, secret), campaign);
    }

    /** A WhatsApp campaign on a line of its own; returns its id. */
    String messages(String template, @Nullable String alternative, int ratePerSecond) {
        ObjectNode campaign = Client.object()
                .put("name", "Reminders")
                .put("template", template)
                .put("template_alt", alternative)
                .put("message_limit", 10_000)
                .put("retries", 0);
        return messages(Client.object(), campaign, ratePerSecond);
    }

    /** A WhatsApp campaign on a line of its own, of an agent with further settings; returns its id. */
    String messages(ObjectNode agent, ObjectNode campaign, int ratePerSecond) {
        return client.createCampaign(
                agent.put("name", "Inés"),
                Client.line("whatsapp", ratePerSecond, LocalVuelta.WHATSAPP_SECRET),
                campaign);
    }

    /** Requests an export and downloads it; returns the rows, by the names of the columns. */
    List<CSVRecord> export(String campaign, String kind, Path to) throws IOException, InterruptedException {
        String path = "/campaigns/" + campaign + "/exports";
        String id = client.post(path, Client.object().put("kind", kind))
                .ok()
                .at("/export/id")
                .asText();
        Await.until(
                Duration.ofMinutes(1),
                "the export of " + kind + " is done",
                () -> client.get(path + "/" + id)
                        .ok()
                        .at("/export/status")
                        .asText()
                        .equals("done"));
        Path csv = client.download(
                client.get(path + "/" + id).ok().at("/export/url").asText(), to);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(csv, UTF_8, format)) {
            return parser.getRecords();
        }
    }

    /** Another campaign on the line of {@code other}; returns its id. */
    String campaignBeside(String other, int concurrency, int throttleMillis) {
        JsonNode first = campaign(other);
        ObjectNode campaign = Client.object()
                .put("name", "Beside")
                .put("agent_id", first.at("/agent/id").asText())
                .put("integration_id", first.at("/integration/id").asText())
                .put("integration_type", "phone_call")
                .put("retries", 0)
                .put("concurrency", concurrency)
                .put("throttle_ms", throttleMillis);
        return client.createCampaign(campaign);
    }

    /** Uploads a file and waits until it is loaded or refused. */
    JsonNode upload(String campaign, String csv) throws InterruptedException {
        JsonNode upload = send(campaign, csv);
        String path = "/campaigns/" + campaign + "/uploads/" + upload.path("id").asText();
        Await.until(Duration.ofMinutes(1), "the upload is over", () -> {
            String status = client.get(path).ok().at("/upload/status").asText();
            return status.equals("done") || status.equals("failed");
        });
        return client.get(path).ok().path("upload");
    }

    /** Uploads a file; returns the upload as it was at the beginning. */
    JsonNode send(String campaign, String csv) {
        byte[] bytes = csv.getBytes(UTF_8);
        JsonNode upload = client.post(
                        "/campaigns/" + campaign + "/uploads",
                        Client.object().put("file_name", "contacts.csv").put("size", bytes.length))
                .ok()
                .path("upload");
        assertThat(client.upload(upload, HttpRequest.BodyPublishers.ofByteArray(bytes)))
                .isEqualTo(200);
        return upload;
    }

    JsonNode act(String campaign, String action) {
        return client.post("/campaigns/" + campaign + "/" + action).ok().path("campaign");
    }

    JsonNode campaign(String id) {
        return client.get("/campaigns/" + id).ok().path("campaign");
    }

    void awaitStatus(String campaign, String status, Duration most) throws InterruptedException {
        Await.until(
                most,
                campaign + " is " + status,
                () -> campaign(campaign).path("status").asText().equals(status));
    }

    /** All contacts, page after page. */
    List<JsonNode> contacts(String campaign) {
        List<JsonNode> contacts = new ArrayList<>();
        String page = "";
        do {
            JsonNode answer = client.get(
                            "/campaigns/" + campaign + "/contacts?limit=100" + (page.isEmpty() ? "" : "&page=" + page))
                    .ok();
            answer.path("contacts").forEach(contacts::add);
            page = answer.path("next_page").asText("");
        } while (!page.isEmpty() && !page.equals("null"));
        return contacts;
    }

    /** A header and this number of rows; the simulated population decides the outcome for each person. */
    static String people(int count) {
        StringBuilder csv = new StringBuilder("contact,name,context\n");
        for (int i = 0; i < count; i++) {
            csv.append("+5255%08d,Person %d,none\n".formatted(20_000_000 + 7 * i, i));
        }
        return csv.toString();
    }
}
