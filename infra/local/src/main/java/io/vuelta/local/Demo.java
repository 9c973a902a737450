package io.vuelta.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.twilio.LoggedCall;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs the sample campaign from its file to its exports, through the API only, and prints its progress. Then compares
 * the results with the simulator's log.
 */
public final class Demo {
    private static final Duration TO_LOAD = Duration.ofMinutes(1);
    private static final Duration TO_CALL = Duration.ofMinutes(15);
    private static final Duration TO_EXPORT = Duration.ofMinutes(1);
    private static final int RETRIES = 1;

    private final LocalVuelta vuelta;
    private final Path contacts;
    private final Path exports;
    private final PrintStream out;
    private final Client client;

    /**
     * Prepares a run.
     *
     * @param contacts the file to upload
     * @param exports the folder for the exports
     */
    public Demo(LocalVuelta vuelta, Path contacts, Path exports, PrintStream out) {
        this.vuelta = vuelta;
        this.contacts = contacts;
        this.exports = exports;
        this.out = out;
        this.client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
    }

    /** Runs the campaign and returns the problems found; empty if there are none. */
    public List<String> run() throws Exception {
        String campaign = createCampaign();
        JsonNode upload = upload(campaign, contacts);
        client.post("/campaigns/" + campaign + "/activate").ok();
        JsonNode finished = watch(campaign);
        Files.createDirectories(exports);
        Path contactsCsv = export(campaign, "contacts");
        Path callsCsv = export(campaign, "calls");
        out.println();
        out.println("Exports   " + contactsCsv);
        out.println("          " + callsCsv);
        List<String> wrong = new ArrayList<>(ExportCheck.check(contactsCsv, callsCsv, upload, RETRIES));
        if (!finished.path("status").asText().equals("finished")) {
            wrong.add("the campaign is " + finished.path("status").asText());
        }
        wrong.addAll(calledTwice());
        return wrong;
    }

    private String createCampaign() {
        ObjectNode agent = Client.object().put("name", "Inés");
        agent.putArray("tags").add("promised").add("wrong_number");
        agent.putArray("extractable_fields").add("payment_date");
        agent.putArray("voices").add("female_voice").add("male_voice");
        ObjectNode campaign = Client.object()
                .put("name", "June reminders")
                .put("timezone", "America/Mexico_City")
                .put("first_message", "Hi, am I speaking with {name}?")
                .put("retries", RETRIES)
                .put("retry_delay_minutes", 0)
                .put("concurrency", 6);
        String id = client.createCampaign(agent, Client.line("twilio", 10, LocalVuelta.TWILIO_SECRET), campaign);
        out.println("Campaign  " + id + " \"June reminders\": 6 calls at once, " + RETRIES + " retry, at once");
        return id;
    }

    JsonNode upload(String campaign, Path file) throws Exception {
        ObjectNode announced =
                Client.object().put("file_name", file.getFileName().toString()).put("size", Files.size(file));
        JsonNode upload = client.post("/campaigns/" + campaign + "/uploads", announced)
                .ok()
                .path("upload");
        int status = client.upload(upload, HttpRequest.BodyPublishers.ofFile(file));
        if (status != 200) {
            throw new IllegalStateException("the upload was answered HTTP " + status);
        }
        String path = "/campaigns/" + campaign + "/uploads/" + upload.path("id").asText();
        JsonNode done = await(TO_LOAD, () -> client.get(path).ok().path("upload"), Demo::uploadIsOver);
        out.printf(
                "Upload    %s: %d rows, %d accepted (%d repaired), %d duplicate, %d refused%n",
                file.getFileName(),
                done.path("rows").asInt(),
                done.path("accepted").asInt(),
                done.path("repaired").asInt(),
                done.path("duplicates").asInt(),
                done.path("refused").asInt());
        for (JsonNode problem : done.path("problems")) {
            out.printf(
                    "          line %-3d %-9s %-22s %s%n",
                    problem.path("line").asInt(),
                    problem.path("action").asText(),
                    problem.path("reason").asText(),
                    problem.path("value").asText());
        }
        out.println();
        return done;
    }

    private static boolean uploadIsOver(JsonNode upload) {
        String status = upload.path("status").asText();
        return status.equals("done") || status.equals("failed");
    }

    private JsonNode watch(String campaign) throws InterruptedException {
        Progress progress = new Progress(out, Instant.now());
        JsonNode last = await(
                TO_CALL,
                () -> {
                    JsonNode now = client.get("/campaigns/" + campaign).ok().path("campaign");
                    progress.show(now, Instant.now());
                    return now;
                },
                now -> !now.path("status").asText().equals("active"));
        progress.end(last);
        return last;
    }

    Path export(String campaign, String kind) throws InterruptedException {
        String path = "/campaigns/" + campaign + "/exports";
        String id = client.post(path, Client.object().put("kind", kind))
                .ok()
                .at("/export/id")
                .asText();
        JsonNode export = await(
                TO_EXPORT,
                () -> client.get(path + "/" + id).ok().path("export"),
                now -> !now.path("status").asText().equals("running"));
        if (!export.path("status").asText().equals("done")) {
            throw new IllegalStateException("the export of " + kind + " failed: " + export.path("error"));
        }
        return client.download(export.path("url").asText(), exports.resolve(kind + ".csv"));
    }

    private List<String> calledTwice() {
        Map<String, Integer> times = new HashMap<>();
        for (LoggedCall call : vuelta.calls()) {
            times.merge(String.valueOf(call.attempt()), 1, Integer::sum);
        }
        return times.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> "attempt " + entry.getKey() + " was placed " + entry.getValue() + " times")
                .toList();
    }

    static JsonNode await(Duration most, Supplier<JsonNode> look, Predicate<JsonNode> over)
            throws InterruptedException {
        Instant end = Instant.now().plus(most);
        JsonNode now = look.get();
        while (!over.test(now)) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the campaign did not end within " + most + ": " + now);
            }
            Thread.sleep(250);
            now = look.get();
        }
        return now;
    }
}
