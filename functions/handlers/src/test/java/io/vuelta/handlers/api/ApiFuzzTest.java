package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.openapi.HttpExchange;
import io.vuelta.testkit.openapi.RandomRequests;
import io.vuelta.testkit.openapi.RandomRequests.RandomRequest;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests at random, by the API's description: whatever is asked, nothing fails on our side, each answer is as described, and
 * what is refused for one field names it. {@code -Dfuzz.requests=N -Dfuzz.seed=S}
 */
@Tag("slow")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ApiFuzzTest {
    private static final System.Logger LOG = System.getLogger(ApiFuzzTest.class.getName());
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int MAX_KNOWN = 20;
    private static final int MAX_SHOWN = 20;
    private static final int WORLD = 400;

    /** What an answer tells of, and by which names others ask for it. */
    private static final Map<String, List<String>> TOLD = Map.of(
            "/campaign/id", List.of("{campaign}"),
            "/agent/id", List.of("{agent}", "?agentId"),
            "/integration/id", List.of("{integration}", "?integration"),
            "/upload/id", List.of("{upload}"),
            "/export/id", List.of("{export}"),
            "/webhook_endpoint/id", List.of("{endpoint}"),
            "/results/0/id", List.of("{contact}"));

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private Map<String, List<String>> known = Map.of();
    private Client client = new Client();

    @Test
    void whatever_is_asked_the_answer_is_as_described() {
        int asked = 0;
        for (long seed = SEED; asked < REQUESTS; seed++) {
            client = ExampleWorld.of("");
            known = known();
            RandomRequests requests = new RandomRequests(Contract.DESCRIPTION, known, seed);
            for (int i = 0; i < WORLD && asked < REQUESTS; i += 2, asked += 2) {
                RandomRequest valid = requests.valid();
                boolean done = ask(valid) / 100 == 2;
                RandomRequest wrong = requests.nearly(valid);
                ask(done ? wrong : unsure(wrong));
            }
        }
        LOG.log(Level.INFO, "answers: " + statuses);

        assertThat(faults.stream().limit(MAX_SHOWN).toList())
                .as("%d faults in %d requests", faults.size(), asked)
                .isEmpty();
    }

    private static RandomRequest unsure(RandomRequest wrong) {
        return new RandomRequest(
                wrong.operation(),
                wrong.method(),
                wrong.path(),
                wrong.query(),
                wrong.headers(),
                wrong.body(),
                wrong.base64(),
                "");
    }

    private int ask(RandomRequest request) {
        HttpExchange exchange = client.answer(request);
        int status = exchange.answer().status();
        statuses.merge(request.operation().id() + " " + status, 1, Integer::sum);
        List<String> wrong = new ArrayList<>(Contract.JUDGE.faults(exchange));
        if (status >= 500) {
            wrong.add("failed on our side");
        }
        JsonNode answer = parsed(exchange.answer().body());
        if (status == 400 && !request.field().isEmpty() && !about(request.field(), answer.path("field").asText())) {
            wrong.add("names another field than " + request.field());
        }
        if (!wrong.isEmpty()) {
            faults.add(shown(request) + "\n  → " + cut(status + " " + exchange.answer().body()) + "\n  "
                    + String.join("\n  ", wrong));
        }
        learn(answer);
        return status;
    }

    /** Whether the field that an answer names is the one that is wrong, or an object that one of them is in. */
    private static boolean about(String wrong, String named) {
        // Of number and numbers only one may be given, and with contacts no field of a single contact.
        return (wrong.equals("numbers") && named.equals("number"))
                || wrong.equals("contacts")
                || named.equals(wrong) || wrong.startsWith(named + ".") || named.startsWith(wrong + ".");
    }

    private void learn(JsonNode answer) {
        TOLD.forEach((place, names) -> {
            JsonNode id = answer.at(place);
            if (id.isTextual()) {
                names.forEach(name -> {
                    List<String> there = known.computeIfAbsent(name, none -> new ArrayList<>());
                    if (there.size() < MAX_KNOWN && !there.contains(id.asText())) {
                        there.add(id.asText());
                    }
                });
            }
        });
    }

    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }

    /** What is there at first; it grows with what is created. */
    private static Map<String, List<String>> known() {
        String contact = ContactId.of(Client.CAMPAIGN, ExampleWorld.NUMBER).hash();
        String attempt = Client.CAMPAIGN + "." + contact + ".1";
        Map<String, List<String>> known = new HashMap<>();
        known.put("{campaign}", list(Client.CAMPAIGN.value()));
        known.put("{agent}", list(Examples.AGENT.value()));
        known.put("agent_id", list(Examples.AGENT.value()));
        known.put("{integration}", list(Client.LINE.value(), Client.WHATSAPP.value()));
        known.put("integration_id", list(Client.LINE.value(), Client.WHATSAPP.value()));
        known.put("{contact}", list(contact));
        known.put("contact", list(ExampleWorld.NUMBER.e164(), "55 5555 1240", "+5491123459105"));
        known.put("{call}", list(attempt));
        known.put("{attempt}", list(attempt));
        known.put("{number}", list("525555551234", "+525555551234", "%2B525555551234", "5491123459105"));
        known.put("tags", list("vip", "callback", "other"));
        known.put("{action}", list("start", "tag", "activate "));
        known.put("*", list("email"));
        return known;
    }

    private static List<String> list(String... values) {
        return new ArrayList<>(List.of(values));
    }

    private static String shown(RandomRequest request) {
        return cut(request.operation().id() + ": " + request.method() + " " + request.path() + " " + request.query() + " "
                + request.headers() + (request.base64() ? " base64 " : " ") + request.body());
    }

    private static String cut(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
