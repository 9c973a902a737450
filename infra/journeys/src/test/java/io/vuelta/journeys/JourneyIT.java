package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.local.Demo;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whole campaigns over HTTP, on the embedded servers, compared with the simulator's own log. The journeys run in
 * parallel, each on its own line.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class JourneyIT {
    @TempDir
    static Path work;

    private static Script script() {
        return new Script(SharedVuelta.vuelta().baseUrl());
    }

    @Test
    void the_sample_campaign_runs_from_file_to_exports() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

        List<String> wrong = new Demo(
                        SharedVuelta.vuelta(), Path.of("../../events/contacts.csv"), work.resolve("exports"), out)
                .run();

        assertThat(wrong).as(shown.toString(StandardCharsets.UTF_8)).isEmpty();
        List<String> contacts = Files.readAllLines(work.resolve("exports/contacts.csv"));
        assertThat(contacts.getFirst())
                .isEqualTo("campaign_name,campaign_date,id,contact,name,context,status,retries,calls,billed_duration,"
                        + "last_update,follow_up,promised,wrong_number,payment_date,"
                        // The contacts' own columns, so that the file can be uploaded again.
                        + "override_agent_name,override_agent_voice_id,plan");
        assertThat(contacts)
                .filteredOn(row -> row.contains(",123,+525555551234,Juan Pérez,"))
                .hasSize(1);
        assertThat(Files.readAllLines(work.resolve("exports/calls.csv")).getFirst())
                .isEqualTo("campaign_name,campaign_date,id,number_to,contact_name,type,status,answered_by,created_at,"
                        + "started_at,ended_at,duration,billed_duration,recording_url,promised,wrong_number,"
                        + "payment_date,sentiment,summary,opted_out");
    }

    /** The expected results of magic numbers, which always have the same result in the simulator. */
    @Test
    void every_outcome_of_a_call_gives_the_status_and_retries_of_the_rules() throws Exception {
        Map<String, String> expected = new HashMap<>();
        expected.put("+525555909001", "answered calls=1 retries=0");
        expected.put("+525555909002", "voicemail calls=2 retries=1");
        expected.put("+525555909003", "failed calls=2 retries=1");
        expected.put("+525555909004", "failed calls=2 retries=1");
        expected.put("+525555909005", "failed calls=1 retries=0");
        // These numbers differ from the sample's, whose first calls were already made.
        expected.put("+523333909006", "answered calls=2 retries=1");
        expected.put("+525555909007", "answered calls=1 retries=0");
        expected.put("+523333909008", "answered calls=1 retries=0");
        expected.put("+525555909009", "answered calls=1 retries=0");
        expected.put("+525555909010", "answered calls=1 retries=0");
        expected.put("+525555909011", "failed calls=2 retries=0");
        expected.put("+525555909012", "failed calls=2 retries=0");
        String csv = "phone_number;contact_name\n" + String.join(";x\n", expected.keySet()) + ";x\n";
        Script script = script();
        String campaign = script.campaign(12, 1, 20);
        assertThat(script.upload(campaign, csv).path("accepted").asInt()).isEqualTo(12);

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(4));

        assertThat(outcomes(script, campaign)).containsExactlyInAnyOrderEntriesOf(expected);
        // One call each, except 9002 to 9004, 9006 and 9012, which are called again, and 9011, which places no call.
        assertThat(callsOf(campaign))
                .extracting(LoggedCall::attempt)
                .hasSize(16)
                .doesNotHaveDuplicates();
    }

    @Test
    void concurrency_3_over_60_contacts_is_never_exceeded() throws Exception {
        Script script = script();
        String campaign = script.campaign(3, 0, 100);
        assertThat(script.upload(campaign, Script.people(60)).path("accepted").asInt())
                .isEqualTo(60);

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(6));

        List<LoggedCall> calls = callsOf(campaign);
        assertThat(calls).hasSizeGreaterThanOrEqualTo(60);
        // On a slow machine a call may end before the third begins.
        assertThat(mostAtOnce(calls)).isBetween(2, 3);
        assertThat(script.contacts(campaign))
                .hasSize(60)
                .allSatisfy(
                        contact -> assertThat(contact.path("status").asText()).isIn("answered", "voicemail", "failed"));
    }

    @Test
    void no_call_begins_later_than_2_s_after_a_pause_was_answered() throws Exception {
        Script script = script();
        String campaign = script.campaign(20, 0, 5);
        script.upload(campaign, Script.people(60));
        script.act(campaign, "activate");
        Await.until(
                Duration.ofMinutes(1),
                "calls are under way",
                () -> callsOf(campaign).size() > 5);

        script.act(campaign, "pause");
        Instant answered = Instant.now();
        assertThat(script.act(campaign, "pause").path("status").asText()).isEqualTo("inactive");
        Await.until(
                Duration.ofMinutes(2),
                "attempts in flight have ended",
                () -> script.campaign(campaign).at("/analytics/in_flight").asInt() == 0);

        assertThat(callsOf(campaign))
                .hasSizeLessThan(60)
                .allSatisfy(call -> assertThat(call.beganAt()).isBefore(answered.plusSeconds(2)));

        script.act(campaign, "resume");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));
        assertThat(script.contacts(campaign)).hasSize(60);
        assertThat(callsOf(campaign)).extracting(LoggedCall::attempt).doesNotHaveDuplicates();
    }

    /**
     * Attempts are planned in exact slots and may begin up to 2 s late: the checks allow for that. They are planned up
     * to 15 s ahead, so the first campaign keeps the line for 60 slots before the second one gets its share.
     */
    @Test
    void two_campaigns_on_a_line_respect_its_rate_and_their_throttles_and_share_it_fairly() throws Exception {
        Duration late = Duration.ofSeconds(2);
        Script script = script();
        String one = script.campaign(60, 0, 4);
        String two = script.campaignBeside(one, 60, 500);
        script.upload(one, Script.people(115));
        script.upload(two, Script.people(40));

        script.act(one, "activate");
        Await.until(
                Duration.ofMinutes(1),
                "the first has the line to itself",
                () -> callsOf(one).size() >= 10);
        script.act(two, "activate");
        script.awaitStatus(one, "finished", Duration.ofMinutes(4));
        script.awaitStatus(two, "finished", Duration.ofMinutes(4));

        List<Instant> ofTwo = begins(callsOf(two));
        List<Instant> ofLine = begins(
                Stream.concat(callsOf(one).stream(), callsOf(two).stream()).toList());
        assertNoCloserThan(Duration.ofMillis(250), ofLine, late);
        assertNoCloserThan(Duration.ofMillis(500), ofTwo, late);
        // Retries are later and single, so they say nothing about the rate.
        List<Instant> firstsOfOne = begins(firsts(callsOf(one)));
        List<Instant> firstsOfTwo = begins(firsts(callsOf(two)));
        Instant from = firstsOfTwo.getFirst();
        Instant until = Collections.min(List.of(firstsOfOne.getLast(), firstsOfTwo.getLast()));
        long shareOfOne = between(firstsOfOne, from, until);
        long shareOfTwo = between(firstsOfTwo, from, until);
        assertThat(shareOfOne).isGreaterThan(20);
        assertThat((double) shareOfOne / (shareOfOne + shareOfTwo)).isBetween(0.35, 0.65);
        System.out.printf(
                "two campaigns on a line of 4/s: %.2f/s over all; while both had people, %d and %d%n",
                (ofLine.size() - 1)
                        / (Duration.between(ofLine.getFirst(), ofLine.getLast()).toMillis() / 1000.0),
                shareOfOne,
                shareOfTwo);
    }

    private static List<LoggedCall> firsts(List<LoggedCall> calls) {
        return calls.stream()
                .filter(call -> String.valueOf(call.attempt()).endsWith(".1"))
                .toList();
    }

    private static List<Instant> begins(List<LoggedCall> calls) {
        return calls.stream()
                .map(call -> Objects.requireNonNull(call.beganAt()))
                .sorted()
                .toList();
    }

    /** Any number of successive begins takes at least as long as their slots are apart, less the permitted delay. */
    private static void assertNoCloserThan(Duration apart, List<Instant> begins, Duration late) {
        for (int from = 0; from < begins.size(); from++) {
            for (int to = from + 1; to < begins.size(); to++) {
                Duration least = apart.multipliedBy(to - from).minus(late);
                assertThat(Duration.between(begins.get(from), begins.get(to)))
                        .as("%d calls", to - from + 1)
                        .isGreaterThanOrEqualTo(least);
            }
        }
    }

    private static long between(List<Instant> begins, Instant from, Instant until) {
        return begins.stream()
                .filter(at -> !at.isBefore(from) && !at.isAfter(until))
                .count();
    }

    /**
     * The runtime cuts the connection for 9007, sends no event for 9009, and sends each event twice and shuffled for
     * 9010.
     */
    @Test
    void a_campaign_runs_from_file_to_results_on_a_runtime_of_our_contract() throws Exception {
        Map<String, String> expected = new HashMap<>();
        expected.put("+525544909001", "answered calls=1 retries=0");
        expected.put("+525544909002", "voicemail calls=1 retries=0");
        expected.put("+525544909003", "failed calls=1 retries=0");
        expected.put("+525544909004", "failed calls=1 retries=0");
        expected.put("+525544909007", "answered calls=1 retries=0");
        expected.put("+525544909008", "answered calls=1 retries=0");
        expected.put("+525544909009", "answered calls=1 retries=0");
        expected.put("+525544909010", "converted calls=1 retries=0");
        StringBuilder csv = new StringBuilder("phone_number,contact_name,result\n");
        expected.keySet()
                .forEach(number -> csv.append(number)
                        .append(",Ana,")
                        .append(number.endsWith("9001") ? brings(false) : number.endsWith("9010") ? brings(true) : "{}")
                        .append('\n'));
        Script script = script();
        String campaign = script.agentCampaign(8, 0, 20);
        assertThat(script.upload(campaign, csv.toString()).path("accepted").asInt())
                .isEqualTo(8);

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));
        Await.until(
                Duration.ofSeconds(30),
                "the results have come",
                () -> outcomes(script, campaign).equals(expected));

        assertThat(SharedVuelta.vuelta().agentCalls().stream()
                        .filter(call -> call.attempt().startsWith(campaign)))
                .hasSize(8)
                .allSatisfy(call -> assertThat(call.requests()).isEqualTo(1));
        Await.until(
                Duration.ofSeconds(30),
                "what was said has come",
                () -> !call(script, campaign, "+525544909001")
                        .path("transcript_url")
                        .isNull());
        JsonNode call = call(script, campaign, "+525544909001");
        assertThat(call.path("tags")).hasToString("[\"promised\"]");
        assertThat(call.path("sentiment").asText()).isEqualTo("neutral");
        Path transcript =
                script.client().download(call.path("transcript_url").asText(), work.resolve("transcript.txt"));
        assertThat(Files.readString(transcript)).isEqualTo("agent: Hi, Ana?\nhuman: Hello.\n");
        assertThat(script.export(campaign, "results", work.resolve("results.csv")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get("payment_date")).isEqualTo("Monday"))
                .allSatisfy(row -> assertThat(row.get("promised")).isEqualTo("True"));
        List<CSVRecord> recordings = script.export(campaign, "recordings", work.resolve("recordings.csv"));
        // The recordings of the five humans; that of 9009 is known from a look-up at the runtime.
        assertThat(recordings)
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.get("recording_url")).contains(".wav"));
    }

    /** The result that the runtime reports at the end of a conversation, as a cell of the file. */
    private static String brings(boolean converted) {
        String result = "{\"tags\":[\"promised\"],\"extracted_data\":{\"payment_date\":\"Monday\"},\"converted\":"
                + converted + "}";
        return '"' + result.replace("\"", "\"\"") + '"';
    }

    private static Map<String, String> outcomes(Script script, String campaign) {
        Map<String, String> found = new HashMap<>();
        for (JsonNode contact : script.contacts(campaign)) {
            found.put(
                    contact.path("contact").asText(),
                    "%s calls=%d retries=%d"
                            .formatted(
                                    contact.path("status").asText(),
                                    contact.path("call_count").asInt(),
                                    contact.path("retries").asInt()));
        }
        return found;
    }

    private static JsonNode call(Script script, String campaign, String to) {
        String id = SharedVuelta.vuelta().agentCalls().stream()
                .filter(call -> call.attempt().startsWith(campaign) && call.to().equals(to))
                .findFirst()
                .orElseThrow()
                .attempt();
        return script.client().get("/calls/" + id).ok().path("call");
    }

    @Test
    void a_forged_callback_is_refused() throws Exception {
        Script script = script();
        String campaign = script.campaign(1, 0, 1);
        String line = script.campaign(campaign).at("/integration/id").asText();
        HttpRequest forged = HttpRequest.newBuilder(URI.create(SharedVuelta.vuelta()
                                .baseUrl() + "/webhooks/twilio/" + line + "/status?attempt=" + campaign + ".0.1"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA1&CallStatus=completed"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(forged, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_file_without_a_phone_column_fails_with_the_reason_and_loads_nothing() throws Exception {
        Script script = script();
        String campaign = script.campaign(1, 0, 1);

        JsonNode upload = script.upload(campaign, "name,context\nAna,x\n");

        assertThat(upload.path("status").asText()).isEqualTo("failed");
        assertThat(upload.path("error").asText()).contains("NO_PHONE_COLUMN").contains("name, context");
        assertThat(script.campaign(campaign).path("status").asText()).isEqualTo("pending");
    }

    private static List<LoggedCall> callsOf(String campaign) {
        return SharedVuelta.vuelta().calls().stream()
                .filter(call -> String.valueOf(call.attempt()).startsWith(campaign))
                .toList();
    }

    private static int mostAtOnce(List<LoggedCall> calls) {
        record Edge(Instant at, int change) {}
        List<Edge> edges = new ArrayList<>();
        for (LoggedCall call : calls) {
            edges.add(new Edge(Objects.requireNonNull(call.beganAt()), 1));
            edges.add(new Edge(Objects.requireNonNull(call.endedAt()), -1));
        }
        edges.sort(Comparator.comparing(Edge::at).thenComparing(Edge::change));
        int now = 0;
        int most = 0;
        for (Edge edge : edges) {
            now += edge.change();
            most = Math.max(most, now);
        }
        return most;
    }
}
