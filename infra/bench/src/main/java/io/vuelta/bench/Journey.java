package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.providers.whatsapp.LoggedMessage;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A campaign on a line of its own, from its file to its end, as the API and the providers' logs show it. */
final class Journey {
    private static final Duration TO_LOAD = Duration.ofMinutes(5);

    /** Minimum number of contacts that are loaded in a second; only a busy machine loads fewer. */
    private static final int LOADED_PER_SECOND = 50;

    private static final int LOOK_MILLIS = 200;
    private static final int MAX_UPLOADS = 5;
    private static final Set<String> OVER = Set.of("done", "failed");

    private static final List<String> AREAS = List.of("55", "33", "81");
    private static final int NUMBERS_OF_AREA = 9_000;

    private static int numbers;
    private static int ordinaryNumbers;

    private final Client client;
    private final LocalVuelta vuelta;
    private final Plan plan;
    private final String id;

    private Journey(LocalVuelta vuelta, Client client, Plan plan, String id) {
        this.vuelta = vuelta;
        this.client = client;
        this.plan = plan;
        this.id = id;
    }

    enum Channel {
        PHONE,
        WHATSAPP
    }

    /**
     * The data of a campaign.
     *
     * @param rate the line's rate, in attempts a second
     * @param ending the last digits of the contacts' numbers, which determine the result in the simulators; empty for
     *     ordinary people
     * @param contextBytes the length of each contact's context; 0 for none
     */
    record Plan(Channel channel, int contacts, int rate, int retries, String ending, int contextBytes) {
        /** Calls that a person answers. */
        static Plan calls(int contacts, int rate) {
            return new Plan(Channel.PHONE, contacts, rate, 0, "9001", 0);
        }

        /**
         * Calls to the simulator's population: some people answer and others do not; a person is called again only
         * after a technical failure.
         */
        static Plan ordinaryCalls(int contacts, int rate) {
            return new Plan(Channel.PHONE, contacts, rate, 0, "", 0);
        }

        /** Messages that are delivered and read. */
        static Plan messages(int contacts, int rate) {
            return new Plan(Channel.WHATSAPP, contacts, rate, 0, "9104", 0);
        }

        /** The same plan, but each number is busy at the first call, and a person answers the second. */
        Plan twice() {
            return new Plan(channel, contacts, rate, 1, "9006", contextBytes);
        }

        Plan withContext(int bytes) {
            return new Plan(channel, contacts, rate, retries, ending, bytes);
        }
    }

    /** A line and its agent. */
    record AgentLine(String agent, String line) {}

    /** Creates an agent, a line and a campaign, and loads the campaign's file. */
    static Journey load(LocalVuelta vuelta, Plan plan) throws InterruptedException {
        return load(vuelta, plan, line(vuelta, plan));
    }

    /** Creates a campaign on an existing line, and loads the campaign's file. */
    static Journey load(LocalVuelta vuelta, Plan plan, AgentLine line) throws InterruptedException {
        Client client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
        Journey journey = new Journey(vuelta, client, plan, create(client, plan, line));
        journey.upload();
        return journey;
    }

    /** Creates an agent with a line for such campaigns. */
    static AgentLine line(LocalVuelta vuelta, Plan plan) {
        Client client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
        boolean phone = plan.channel() == Channel.PHONE;
        String agent = client.createAgent(Client.object().put("name", "Inés"));
        ObjectNode given = phone
                ? Client.line("twilio", plan.rate(), LocalVuelta.TWILIO_SECRET)
                : Client.line("whatsapp", plan.rate(), LocalVuelta.WHATSAPP_SECRET);
        return new AgentLine(agent, client.createLine(agent, given));
    }

    private static String create(Client client, Plan plan, AgentLine line) {
        boolean phone = plan.channel() == Channel.PHONE;
        ObjectNode campaign = Client.object()
                .put("name", "Bench")
                .put("agent_id", line.agent())
                .put("integration_id", line.line())
                .put("integration_type", phone ? "phone_call" : "whatsapp")
                .put("timezone", "America/Mexico_City")
                .put("retries", plan.retries())
                .put("retry_delay_minutes", 0);
        if (phone) {
            campaign.put("first_message", "Hi, am I speaking with {name}?").put("concurrency", 1_000);
        } else {
            campaign.put("template", "appointment_reminder")
                    .put("template_alt", "appointment_reminder_again")
                    .put("message_limit", 10_000);
        }
        return client.createCampaign(campaign);
    }

    /**
     * Uploads the file; uploads it again if it failed because the machine is overloaded: contacts that are loaded
     * already are skipped.
     */
    private void upload() throws InterruptedException {
        byte[] file = file().getBytes(StandardCharsets.UTF_8);
        JsonNode now = upload(file);
        for (int i = 1; i < MAX_UPLOADS && now.path("status").asText().equals("failed"); i++) {
            System.out.println(
                    "The file failed and is given again: " + now.path("error").asText());
            now = upload(file);
        }
        if (now.path("accepted").asInt() + now.path("duplicates").asInt() != plan.contacts()) {
            throw new IllegalStateException("not all contacts were loaded: " + now);
        }
    }

    private JsonNode upload(byte[] file) throws InterruptedException {
        JsonNode upload = client.post(
                        path("/uploads"),
                        Client.object().put("file_name", "contacts.csv").put("size", file.length))
                .ok()
                .path("upload");
        int status = client.upload(upload, HttpRequest.BodyPublishers.ofByteArray(file));
        if (status != 200) {
            throw new IllegalStateException("the upload was answered HTTP " + status);
        }
        Instant end = Instant.now().plus(TO_LOAD).plusSeconds(plan.contacts() / LOADED_PER_SECOND);
        JsonNode now = upload;
        while (!OVER.contains(now.path("status").asText())) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the contacts were not loaded: " + now);
            }
            Thread.sleep(LOOK_MILLIS);
            now = client.get(path("/uploads/" + upload.path("id").asText()))
                    .ok()
                    .path("upload");
        }
        return now;
    }

    private String file() {
        StringBuilder csv = new StringBuilder("contact,name,date,context\n");
        for (int i = 0; i < plan.contacts(); i++) {
            csv.append(nextNumber(plan.ending()))
                    .append(",Ana Gómez,3 de junio,")
                    .append(context(i))
                    .append('\n');
        }
        return csv.toString();
    }

    /** Every number is used only once, so that no contact is in two campaigns. */
    private static synchronized String nextNumber(String ending) {
        if (ending.isEmpty()) {
            int n = ordinaryNumbers++;
            int areas = AREAS.size();
            int round = n / areas / NUMBERS_OF_AREA;
            // Never one of the simulator's magic endings, which begin with 90.
            return "+52%s%d%04d".formatted(AREAS.get(n % areas), 1_000 + n / areas % NUMBERS_OF_AREA, round);
        }
        int n = numbers++;
        String area = AREAS.get(n / NUMBERS_OF_AREA);
        return "+52" + area + (1_000 + n % NUMBERS_OF_AREA) + ending;
    }

    /** A context whose words do not repeat. */
    private String context(int contact) {
        SplittableRandom random = new SplittableRandom(contact);
        StringBuilder words = new StringBuilder();
        while (words.length() < plan.contextBytes()) {
            random.ints(random.nextInt(2, 10), 'a', 'z' + 1).forEach(words::appendCodePoint);
            words.append(' ');
        }
        return words.toString().strip();
    }

    /** Starts the campaign; returns the time at which the API has answered. */
    Instant activate() {
        client.post(path("/activate")).ok();
        return Instant.now();
    }

    /** Waits for the end; false if the campaign does not end in that time. */
    boolean awaitFinished(Duration most) throws InterruptedException {
        Instant end = Instant.now().plus(most);
        while (Instant.now().isBefore(end)) {
            if (campaign().path("status").asText().equals("finished")) {
                return true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return false;
    }

    /** The campaign as the API shows it. */
    JsonNode campaign() {
        return client.get(path("")).ok().path("campaign");
    }

    void cancel() {
        client.post(path("/cancel"));
    }

    /** Pauses, resumes or archives the campaign; false if its status does not allow the action any more. */
    boolean tries(String action) {
        Client.Answer answer = client.post(path("/" + action));
        if (answer.status() == HttpURLConnection.HTTP_CONFLICT) {
            return false;
        }
        answer.ok();
        return true;
    }

    String id() {
        return id;
    }

    Plan plan() {
        return plan;
    }

    /**
     * A request to the provider.
     *
     * @param attempt the attempt's id
     * @param at when the provider accepted it
     */
    record AcceptedRequest(String attempt, Instant at) {}

    /** All requests of this campaign that the provider accepted, in order of time. */
    List<AcceptedRequest> acceptedRequests() {
        Stream<AcceptedRequest> all = switch (plan.channel()) {
            case PHONE -> vuelta.calls().stream().map(Journey::acceptedRequest);
            case WHATSAPP -> vuelta.messages().stream().map(Journey::acceptedRequest);
        };
        return all.filter(accepted -> accepted.attempt().startsWith(id + "."))
                .sorted(Comparator.comparing(AcceptedRequest::at))
                .toList();
    }

    private static AcceptedRequest acceptedRequest(LoggedCall call) {
        return new AcceptedRequest(String.valueOf(call.attempt()), call.placedAt());
    }

    private static AcceptedRequest acceptedRequest(LoggedMessage message) {
        return new AcceptedRequest(String.valueOf(message.attempt()), message.acceptedAt());
    }

    private String path(String rest) {
        return "/campaigns/" + id + rest;
    }
}
