package io.vuelta.testkit.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.testkit.openapi.RandomRequests.RandomRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Sends random requests to an API by its description, and records errors: a failure on the API's side, a response that
 * does not match the description, an accepted request that does not match it, and a refusal that names another field
 * than the invalid one.
 */
public final class ApiFuzz {
    private static final int MAX_KNOWN = 20;
    private static final int MAX_SHOWN = 600;

    /** The ids in responses, and the names by which requests use them. */
    private static final Map<String, List<String>> NAMED_IDS = Map.of(
            "/campaign/id", List.of("{campaign}"),
            "/agent/id", List.of("{agent}", "?agentId"),
            "/integration/id", List.of("{integration}", "?integration"),
            "/upload/id", List.of("{upload}"),
            "/export/id", List.of("{export}"),
            "/job/id", List.of("{job}"),
            "/attempt/id", List.of("{attempt}"),
            "/webhook_endpoint/id", List.of("{endpoint}"),
            "/results/0/id", List.of("{contact}"));

    /** Fields that exclude or limit each other: if one is invalid, the error may name the other. */
    private static final Map<String, String> OTHERS =
            Map.of("numbers", "number", "startDate", "endDate", "start_at", "end_at");

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+\\]");

    private final ObjectMapper json = new ObjectMapper();
    private final ApiDescription description;
    private final ApiJudge judge;
    private final List<String> faults = new ArrayList<>();
    private final SortedMap<String, Integer> statuses = new TreeMap<>();

    public ApiFuzz(ApiDescription description) {
        this.description = description;
        this.judge = new ApiJudge(description);
    }

    /** The errors found so far, each with its request. */
    public List<String> faults() {
        return Collections.unmodifiableList(faults);
    }

    /** The number of responses by operation and status. */
    public SortedMap<String, Integer> statuses() {
        return Collections.unmodifiableSortedMap(statuses);
    }

    /**
     * Sends requests in pairs: the second request of each pair is the first with one error.
     *
     * @param known see {@link RandomRequests}; created resources are added
     */
    public void run(
            Function<RandomRequest, HttpExchange> api, Map<String, List<String>> known, long seed, int requests) {
        RandomRequests random = new RandomRequests(description, known, seed);
        for (int i = 0; i < requests; i += 2) {
            RandomRequest valid = random.valid();
            boolean done = ask(api, valid, known) / 100 == 2;
            RandomRequest wrong = random.nearly(valid);
            ask(api, done ? wrong : wrong.unsure(), known);
        }
    }

    private int ask(Function<RandomRequest, HttpExchange> api, RandomRequest request, Map<String, List<String>> known) {
        HttpExchange exchange = api.apply(request);
        int status = exchange.answer().status();
        statuses.merge(request.operation().id() + " " + status, 1, Integer::sum);
        List<String> wrong = new ArrayList<>(judge.faults(exchange));
        if (status >= 500) {
            wrong.add("failed on our side");
        }
        JsonNode answer = parsed(exchange.answer().body());
        if (status == 400
                && !request.field().isEmpty()
                && !isAbout(request.field(), answer.path("field").asText())) {
            wrong.add("names another field than " + request.field());
        }
        if (!wrong.isEmpty()) {
            faults.add(cut(request.toString()) + "\n  → "
                    + cut(status + " " + exchange.answer().body()) + "\n  " + String.join("\n  ", wrong));
        }
        learn(answer, known);
        return status;
    }

    /** Whether the field in a response is the invalid one, or one of the two contains the other. */
    private static boolean isAbout(String wrong, String path) {
        String named = INDEX.matcher(path).replaceAll("");
        // If there is a list of contacts, the fields of a single contact are refused.
        return named.equals(OTHERS.get(wrong))
                || wrong.equals("contacts")
                || named.equals(wrong)
                || wrong.startsWith(named + ".")
                || named.startsWith(wrong + ".");
    }

    private static void learn(JsonNode answer, Map<String, List<String>> known) {
        NAMED_IDS.forEach((place, names) -> {
            JsonNode id = answer.at(place);
            if (id.isTextual()) {
                names.forEach(name -> {
                    List<String> there = known.computeIfAbsent(name, _ -> new ArrayList<>());
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
        } catch (JsonProcessingException _) {
            return json.createObjectNode();
        }
    }

    private static String cut(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}
