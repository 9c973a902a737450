package io.vuelta.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.whatsapp.LoggedMessage;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the sample WhatsApp campaign from its file to its export and prints its progress. Then compares the results with
 * the simulator's log.
 */
final class MessagesDemo {
    /** The slowest person takes about two minutes of simulated time to answer. */
    private static final Duration LIFE = Duration.ofMinutes(2);

    private static final Duration MIN_WAIT = Duration.ofSeconds(5);

    private final Demo steps;
    private final LocalVuelta vuelta;
    private final Client client;
    private final Path contacts;
    private final double speed;
    private final PrintStream out;

    MessagesDemo(Demo steps, LocalVuelta vuelta, Path contacts, double speed, PrintStream out) {
        this.steps = steps;
        this.vuelta = vuelta;
        this.client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
        this.contacts = contacts;
        this.speed = speed;
        this.out = out;
    }

    /** Runs the campaign and returns the problems found; empty if there are none. */
    List<String> run() throws Exception {
        String campaign = create();
        JsonNode upload = steps.upload(campaign, contacts);
        client.post("/campaigns/" + campaign + "/activate").ok();
        JsonNode finished = Demo.await(
                Duration.ofMinutes(5),
                () -> client.get("/campaigns/" + campaign).ok().path("campaign"),
                now -> !now.path("status").asText().equals("active"));
        // People still read and answer after the last message was sent.
        Thread.sleep(Math.max(MIN_WAIT.toMillis(), Math.round(LIFE.toMillis() / speed)));
        JsonNode analytics = client.get("/campaigns/" + campaign).ok().at("/campaign/analytics");
        out.printf(
                "Result    %s: %d contacts, %d messages, %d delivered, %d read, %d accepted, %d rejected%n%n",
                finished.path("status").asText(),
                analytics.path("contacts").asLong(),
                analytics.path("messages").asLong(),
                analytics.path("messagesDelivered").asLong(),
                analytics.path("messagesRead").asLong(),
                analytics.path("contactsAccepted").asLong(),
                analytics.path("contactsRejected").asLong());
        Path csv = steps.export(campaign, "messages");
        Files.readAllLines(csv).forEach(out::println);
        out.println();
        out.println("Export    " + csv);
        return wrong(campaign, upload, finished, csv);
    }

    private List<String> wrong(String campaign, JsonNode upload, JsonNode finished, Path csv) throws Exception {
        List<String> wrong = new ArrayList<>();
        if (!finished.path("status").asText().equals("finished")) {
            wrong.add("the WhatsApp campaign is " + finished.path("status").asText());
        }
        List<String> attempts = vuelta.messages().stream()
                .map(LoggedMessage::attempt)
                .map(String::valueOf)
                .filter(attempt -> attempt.startsWith(campaign))
                .toList();
        if (attempts.stream().distinct().count() != attempts.size()) {
            wrong.add("an attempt was sent twice: " + attempts);
        }
        List<String> rows = Files.readAllLines(csv);
        for (String attempt : attempts) {
            if (rows.stream().noneMatch(row -> row.contains(attempt))) {
                wrong.add("attempt " + attempt + " was sent and is not in the export");
            }
        }
        if (upload.path("accepted").asInt() == 0 || attempts.isEmpty()) {
            wrong.add("no message was sent");
        }
        return wrong;
    }

    private String create() {
        ObjectNode campaign = Client.object()
                .put("name", "Appointments")
                .put("timezone", "America/Mexico_City")
                .put("template", "appointment_reminder")
                .put("template_alt", "appointment_reminder_again")
                .put("retries", 0);
        String id = client.createCampaign(
                Client.object().put("name", "Inés"),
                Client.line("whatsapp", 20, LocalVuelta.WHATSAPP_SECRET),
                campaign);
        out.println();
        out.println("Campaign  " + id + " \"Appointments\": WhatsApp, template appointment_reminder");
        return id;
    }
}
