package io.vuelta.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import java.net.http.HttpRequest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Campaigns in every state that a screen shows, created through the API. */
public final class Samples {
    private static final ZoneId MEXICO = ZoneId.of("America/Mexico_City");
    /** Maximum time to wait; it grows with the patience of the browser's tests. */
    private static final Duration PATIENCE = Duration.ofSeconds(6 * Long.getLong("console.patience", 20));
    /** Pause between two checks; not shorter, because a key has a limit of requests per second. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Set<String> ENDED = Set.of("done", "failed");

    /** Number of contacts of the running campaign: so many that calls continue during the whole visit. */
    private static final int MANY = 900;

    private static final int LONG = 10_000;
    private static final int LONG_NAME = 255;
    private static final int VARIABLES = 50;
    private static final String OUTCOMES = "Outcomes";
    private static final String APPOINTMENTS = "Appointments";
    private static final String REACTIVATION = "Reactivation";
    private static final String JUNE = "June reminders";
    private static final String HOLIDAY = "Holiday greetings";
    private static final String EMPTY = "New list";
    private static final String JULY = "July reminders";

    /** Text that runs as a script if a page does not escape it. */
    public static final String SCRIPT =
            "<img src=x onerror=\"document.title='HACKED'\"><script>document.title='HACKED'</script>";

    /** Text that reads backwards from its third character on if a page does not prevent it. */
    public static final String BACKWARDS = "ab\u202Efdp.exe\u200B";

    private final Client client;
    private final String agent;
    private final String phone;
    private final String whatsApp;

    private Samples(Client client) {
        this.client = client;
        ObjectNode person = Client.object().put("name", "Inés");
        person.putArray("tags").add("promised").add("wrong_number");
        person.putArray("extractable_fields").add("payment_date");
        person.putArray("voices").add("female_voice").add("male_voice");
        this.agent = client.createAgent(person);
        ObjectNode calls = Client.line("twilio", 10, LocalVuelta.TWILIO_SECRET).put("label", "Collections");
        calls.putObject("price").put("currency", "USD").put("per_minute", 0.05).put("per_attempt", 0.001);
        this.phone = client.createLine(agent, calls);
        ObjectNode messages = Client.line("whatsapp", 20, LocalVuelta.WHATSAPP_SECRET)
                .put("number", "+525588887778")
                .put("label", "Reminders");
        messages.putObject("price").put("currency", "USD").put("per_attempt", 0.03);
        this.whatsApp = client.createLine(agent, messages);
    }

    /**
     * The ids of the samples.
     *
     * @param phone the line of the calls
     * @param upload an upload of the finished phone campaign, with problems in its rows
     * @param failedUpload an upload of the ready campaign: a file without numbers
     * @param endpoint an endpoint that accepts no events
     */
    public record Made(
            String agent, String phone, Campaigns campaigns, String upload, String failedUpload, String endpoint) {}

    /**
     * The ids of the sample campaigns.
     *
     * @param running a campaign whose calls are under way for some minutes
     * @param paused a campaign that was paused by hand before its end
     * @param finished a finished phone campaign with each outcome once
     * @param messages a finished WhatsApp campaign
     * @param closed an active campaign outside of its hours
     * @param empty a campaign without contacts
     * @param ready a campaign with contacts that is not started
     * @param hostile a campaign whose names and data contain markup and control characters
     */
    public record Campaigns(
            String running,
            String paused,
            String finished,
            String messages,
            String closed,
            String empty,
            String ready,
            String hostile) {}

    /** The samples of an earlier run in a running system; empty if there are none. */
    static Optional<Made> found(Client client) {
        Map<String, JsonNode> byName = new HashMap<>();
        client.get("/campaigns?limit=100")
                .ok()
                .path("campaigns")
                .forEach(campaign -> byName.putIfAbsent(campaign.path("name").asText(), campaign));
        if (!byName.keySet()
                .containsAll(List.of(OUTCOMES, APPOINTMENTS, REACTIVATION, JUNE, HOLIDAY, EMPTY, JULY, SCRIPT))) {
            return Optional.empty();
        }
        UnaryOperator<String> id =
                name -> Objects.requireNonNull(byName.get(name)).path("id").asText();
        JsonNode outcomes = Objects.requireNonNull(byName.get(OUTCOMES));
        return Optional.of(new Made(
                outcomes.at("/agent/id").asText(),
                outcomes.at("/integration/id").asText(),
                new Campaigns(
                        id.apply(JUNE),
                        id.apply(REACTIVATION),
                        id.apply(OUTCOMES),
                        id.apply(APPOINTMENTS),
                        id.apply(HOLIDAY),
                        id.apply(EMPTY),
                        id.apply(JULY),
                        id.apply(SCRIPT)),
                upload(client, id.apply(OUTCOMES), "done"),
                upload(client, id.apply(JULY), "failed"),
                client.get("/webhook-endpoints")
                        .ok()
                        .at("/webhook_endpoints/0/id")
                        .asText()));
    }

    private static String upload(Client client, String campaign, String status) {
        for (JsonNode upload :
                client.get("/campaigns/" + campaign + "/uploads").ok().path("uploads")) {
            if (upload.path("status").asText().equals(status)) {
                return upload.path("id").asText();
            }
        }
        throw new IllegalStateException("the samples have no upload that is " + status);
    }

    /** Creates the samples; it takes about half a minute, mostly to wait for calls. */
    public static Made make(Client client) {
        return new Samples(client).all();
    }

    private Made all() {
        String endpoint = endpoint();
        Sent finished = send(calls(OUTCOMES, 8, 0, ""), outcomes());
        Sent messages = send(messages(), appointments());
        Sent paused = send(calls(REACTIVATION, 2, 1, ""), people(40, 1));
        Sent running = send(calls(JUNE, 5, 1, "Payment reminders of June."), people(MANY, 2));
        Sent closed = send(closed(), people(5, 4));
        String empty = calls(EMPTY, 5, 1, "");
        Sent ready = send(calls(JULY, 5, 2, ""), people(12, 3));
        Sent wrong = send(ready.campaign(), "name,context\nAna,x\n");
        activate(finished);
        activate(messages);
        activate(paused);
        activate(closed);
        String hostile = hostile();
        others();
        ended(ready);
        ended(wrong);
        pause(paused);
        awaitEnd(finished.campaign());
        awaitEnd(messages.campaign());
        export(finished.campaign());
        activate(running);
        awaitSomeContacts(running.campaign());
        return new Made(
                agent,
                phone,
                new Campaigns(
                        running.campaign(),
                        paused.campaign(),
                        finished.campaign(),
                        messages.campaign(),
                        closed.campaign(),
                        empty,
                        ready.campaign(),
                        hostile),
                finished.id(),
                wrong.id(),
                endpoint);
    }

    private void pause(Sent upload) {
        awaitSomeContacts(upload.campaign());
        act(upload.campaign(), "pause", "inactive");
    }

    private void awaitSomeContacts(String campaign) {
        await(campaign, now -> now.at("/analytics/contactsProcessed").asInt() > 2);
    }

    private void awaitEnd(String campaign) {
        await(campaign, now -> now.path("status").asText().equals("finished"));
    }

    private void export(String campaign) {
        client.post("/campaigns/" + campaign + "/exports", Client.object().put("kind", "contacts"))
                .ok();
    }

    private void activate(Sent upload) {
        ended(upload);
        act(upload.campaign(), "activate", "active");
    }

    private String calls(String name, int concurrency, int retries, String description) {
        return client.createCampaign(Client.object()
                .put("name", name)
                .put("description", description)
                .put("agent_id", agent)
                .put("integration_id", phone)
                .put("integration_type", "phone_call")
                .put("first_message", "Hi, am I speaking with {name}?")
                .put("retries", retries)
                .put("retry_delay_minutes", retries == 0 ? 0 : 1)
                .put("concurrency", concurrency));
    }

    private String messages() {
        return client.createCampaign(Client.object()
                .put("name", APPOINTMENTS)
                .put("agent_id", agent)
                .put("integration_id", whatsApp)
                .put("integration_type", "whatsapp")
                .put("template", "appointment_reminder")
                .put("template_alt", "appointment_reminder_again")
                .put("retries", 0));
    }

    private static String appointments() {
        StringBuilder csv = new StringBuilder("contact,name,date\n");
        for (int i = 1; i <= 8; i++) {
            csv.append("+52555555910").append(i).append(",Juan Pérez,3 de junio\n");
        }
        return csv.toString();
    }

    /** Open on a day of the week that is neither today nor tomorrow. */
    private String closed() {
        DayOfWeek day = Instant.now().atZone(MEXICO).getDayOfWeek().plus(3);
        ObjectNode campaign = Client.object()
                .put("name", HOLIDAY)
                .put("agent_id", agent)
                .put("integration_id", phone)
                .put("integration_type", "phone_call")
                .put("concurrency", 2);
        campaign.putObject("scheduling")
                .putObject(day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT))
                .put("startTime", "09:00")
                .put("stopTime", "18:00");
        return client.createCampaign(campaign);
    }

    /** Every text that the API accepts and that a page might interpret as code. */
    private String hostile() {
        String id = calls(SCRIPT, 1, 0, BACKWARDS + "x".repeat(LONG - BACKWARDS.length()));
        ArrayNode contacts = Client.object().putArray("contacts");
        contacts.add(contact("+525512340001", SCRIPT, SCRIPT));
        contacts.add(contact("+525512340002", BACKWARDS, "x".repeat(LONG / 2)));
        ObjectNode many = contact("+525512340003", "W".repeat(LONG_NAME), BACKWARDS);
        for (int i = 0; i < VARIABLES; i++) {
            many.put("variable " + i + " " + BACKWARDS, SCRIPT);
        }
        contacts.add(many);
        client.post("/campaigns/" + id + "/contacts", Client.object().set("contacts", contacts))
                .ok();
        return id;
    }

    private static ObjectNode contact(String number, String name, String context) {
        return Client.object().put("contact", number).put("name", name).put("context", context);
    }

    private void others() {
        client.post(
                        "/do-not-contact",
                        Client.object().put("number", "+525512349999").put("reason", "asked by letter"))
                .ok();
        client.post("/api-keys", Client.object().put("name", "dashboard").put("scope", "read"))
                .ok();
    }

    /** Created first, so that the endpoint gets the events of all campaigns. */
    private String endpoint() {
        ObjectNode endpoint = Client.object().put("url", "http://127.0.0.1:9/events");
        endpoint.putArray("events").add("campaign.status_changed").add("contact.converted");
        return client.post("/webhook-endpoints", endpoint)
                .ok()
                .at("/webhook_endpoint/id")
                .asText();
    }

    /** A row for each outcome of a call, and rows that are repaired and refused. */
    private static String outcomes() {
        StringBuilder csv = new StringBuilder("contact,name,context\n");
        for (int i = 1; i <= 6; i++) {
            csv.append("+52555590900").append(i).append(",Person ").append(i).append(",none\n");
        }
        return csv.append("+5215555551234,Juan Pérez,repaired\n")
                .append("+525555551234,Juan Pérez,again\n")
                .append("4.479E+11,Ana,rounded\n")
                .append(",Nobody,no number\n")
                .toString();
    }

    private static String people(int count, int block) {
        StringBuilder csv = new StringBuilder("contact,name,context,amount\n");
        List<String> names = List.of("Ana Gómez", "Juan Pérez", "Lucía García", "Carlos Ruiz", "María López");
        for (int i = 0; i < count; i++) {
            csv.append("+5255%08d,%s,%s,%d\n"
                    .formatted(
                            20_000_000 + 1_000_000 * block + 7 * i,
                            names.get(i % names.size()),
                            "Due: June " + (1 + i % 28),
                            900 + 10 * i));
        }
        return csv.toString();
    }

    /** An uploaded file. */
    private record Sent(String campaign, String id) {}

    private Sent send(String campaign, String csv) {
        byte[] bytes = csv.getBytes(UTF_8);
        JsonNode upload = client.post(
                        "/campaigns/" + campaign + "/uploads",
                        Client.object().put("file_name", "contacts.csv").put("size", bytes.length))
                .ok()
                .path("upload");
        client.upload(upload, HttpRequest.BodyPublishers.ofByteArray(bytes));
        return new Sent(campaign, upload.path("id").asText());
    }

    private void ended(Sent upload) {
        awaitAnswer(
                "/campaigns/" + upload.campaign() + "/uploads/" + upload.id(),
                answer -> ENDED.contains(answer.at("/upload/status").asText()));
    }

    /**
     * Requests an action. A request whose answer says "try again" may have been executed: then the campaign already has
     * the status.
     */
    private void act(String campaign, String action, String status) {
        Client.Answer answer = client.post("/campaigns/" + campaign + "/" + action);
        if (answer.status() != 409
                || !answer.body().path("current_status").asText().equals(status)) {
            answer.ok();
        }
    }

    private void await(String campaign, Predicate<JsonNode> holds) {
        awaitAnswer("/campaigns/" + campaign, answer -> holds.test(answer.path("campaign")));
    }

    private void awaitAnswer(String path, Predicate<JsonNode> holds) {
        Await.until(
                PATIENCE,
                BETWEEN_LOOKS,
                () -> path + " is " + client.get(path).body(),
                () -> holds.test(client.get(path).ok()));
    }
}
