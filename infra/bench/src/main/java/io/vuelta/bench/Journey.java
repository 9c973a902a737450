package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.providers.whatsapp.LoggedMessage;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A campaign on a line of its own, from its file to its end, through the API and in the providers' books. */
final class Journey {
    private static final Duration TO_LOAD = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 200;

    private static final List<String> AREAS = List.of("55", "33", "81");
    private static final int NUMBERS_OF_AREA = 9_000;

    private static int numbers;

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
     * @param rate of its line, attempts a second
     * @param ending of the contacts' numbers, which decides in the simulators what becomes of them
     * @param contextBytes of each contact's context; 0 for none
     */
    record Plan(Channel channel, int contacts, int rate, int retries, String ending, int contextBytes) {
        /** A person answers, and talks. */
        static Plan calls(int contacts, int rate) {
            return new Plan(Channel.PHONE, contacts, rate, 0, "9001", 0);
        }

        /** Each is delivered and read. */
        static Plan messages(int contacts, int rate) {
            return new Plan(Channel.WHATSAPP, contacts, rate, 0, "9104", 0);
        }

        /** Busy first, then a person answers. */
        Plan twice() {
            return new Plan(channel, contacts, rate, 1, "9006", contextBytes);
        }

        Plan withContext(int bytes) {
            return new Plan(channel, contacts, rate, retries, ending, bytes);
        }
    }

    /** Makes agent, line and campaign, and loads its file. */
    static Journey load(LocalVuelta vuelta, Plan plan) throws InterruptedException {
        Client client = new Client(vuelta.baseUrl(), LocalVuelta.API_KEY);
        Journey journey = new Journey(vuelta, client, plan, create(client, plan));
        journey.upload();
        return journey;
    }

    private static String create(Client client, Plan plan) {
        boolean phone = plan.channel() == Channel.PHONE;
        String agent = client.post("/agents", Client.object().put("name", "Inés"))
                .ok()
                .at("/agent/id")
                .asText();
        ObjectNode line = Client.object()
                .put("integration_type", phone ? "phone_call" : "whatsapp")
                .put("provider", phone ? "twilio" : "whatsapp")
                .put("number", "+525588887777")
                .put("rate_per_second", plan.rate())
                .put("secret", phone ? LocalVuelta.TWILIO_SECRET : LocalVuelta.WHATSAPP_SECRET);
        String lineId = client.post("/agents/" + agent + "/integrations", line)
                .ok()
                .at("/integration/id")
                .asText();
        ObjectNode campaign = Client.object()
                .put("name", "Bench")
                .put("agent_id", agent)
                .put("integration_id", lineId)
                .put("integration_type", phone ? "phone_call" : "whatsapp")
                .put("timezone", "America/Mexico_City")
                .put("retries", plan.retries())
                .put("retry_delay_minutes", 0)
                .put("message_limit", 10_000);
        if (phone) {
            campaign.put("first_message", "Hi, am I speaking with {name}?").put("concurrency", 1_000);
        } else {
            campaign.put("template", "appointment_reminder").put("template_alt", "appointment_reminder_again");
        }
        return client.post("/campaigns", campaign).ok().at("/campaign/id").asText();
    }

    private void upload() throws InterruptedException {
        byte[] file = file().getBytes(StandardCharsets.UTF_8);
        JsonNode upload = client.post(
                        path("/uploads"),
                        Client.object().put("file_name", "contacts.csv").put("size", file.length))
                .ok()
                .path("upload");
        int status = client.upload(upload, HttpRequest.BodyPublishers.ofByteArray(file));
        if (status != 200) {
            throw new IllegalStateException("the upload was answered HTTP " + status);
        }
        Instant end = Instant.now().plus(TO_LOAD);
        JsonNode now = upload;
        while (!now.path("status").asText().equals("done")) {
            if (Instant.now().isAfter(end) || now.path("status").asText().equals("failed")) {
                throw new IllegalStateException("the contacts were not loaded: " + now);
            }
            Thread.sleep(LOOK_MILLIS);
            now = client.get(path("/uploads/" + upload.path("id").asText()))
                    .ok()
                    .path("upload");
        }
        if (now.path("accepted").asInt() != plan.contacts()) {
            throw new IllegalStateException("not all contacts were accepted: " + now);
        }
    }

    private String file() {
        StringBuilder csv = new StringBuilder("contact,name,date,context\n");
        for (int i = 0; i < plan.contacts(); i++) {
            csv.append(nextNumber())
                    .append(",Ana Gómez,3 de junio,")
                    .append(context(i))
                    .append('\n');
        }
        return csv.toString();
    }

    /** Never the same again, so that nobody is in two campaigns. */
    private String nextNumber() {
        int n = numbers++;
        String area = AREAS.get(n / NUMBERS_OF_AREA);
        return "+52" + area + (1_000 + n % NUMBERS_OF_AREA) + plan.ending();
    }

    /** Words, of which none is like another's. */
    private String context(int contact) {
        SplittableRandom random = new SplittableRandom(contact);
        StringBuilder words = new StringBuilder();
        while (words.length() < plan.contextBytes()) {
            random.ints(random.nextInt(2, 10), 'a', 'z' + 1).forEach(words::appendCodePoint);
            words.append(' ');
        }
        return words.toString().strip();
    }

    /** Starts it; returns when the API has answered. */
    Instant activate() {
        client.post(path("/activate")).ok();
        return Instant.now();
    }

    /** Waits for the end; false if it does not come in that time. */
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

    String id() {
        return id;
    }

    Plan plan() {
        return plan;
    }

    /**
     * What the provider was asked for.
     *
     * @param attempt its id
     * @param at when the provider took it
     */
    record Asked(String attempt, Instant at) {}

    /** All that the provider took of this campaign, in the order of time. */
    List<Asked> asked() {
        Stream<Asked> all = switch (plan.channel()) {
            case PHONE -> vuelta.calls().stream().map(Journey::asked);
            case WHATSAPP -> vuelta.messages().stream().map(Journey::asked);
        };
        return all.filter(asked -> asked.attempt().startsWith(id + "."))
                .sorted(Comparator.comparing(Asked::at))
                .toList();
    }

    private static Asked asked(LoggedCall call) {
        return new Asked(String.valueOf(call.attempt()), call.placedAt());
    }

    private static Asked asked(LoggedMessage message) {
        return new Asked(String.valueOf(message.attempt()), message.acceptedAt());
    }

    private String path(String rest) {
        return "/campaigns/" + id + rest;
    }
}
