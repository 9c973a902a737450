package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.whatsapp.LoggedMessage;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** WhatsApp campaigns over HTTP, on the embedded servers, compared with the simulator's own log. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class WhatsAppIT {
    /** Number of people; {@code mvn -Pthousand} sets 1,000. */
    private static final int PEOPLE = Integer.getInteger("vuelta.people", 100);

    /** The reported events of a message, the most advanced last, each with the message's status. */
    private static final List<String> FURTHER =
            List.of("sent", "failed", "delivered", "read", "accepts", "rejects", "stops");

    private static final Map<String, String> STANDS =
            Map.of("accepts", "accepted", "rejects", "rejected", "stops", "rejected");

    @TempDir
    static Path work;

    private static List<LoggedMessage> messagesOf(String campaign) {
        return SharedVuelta.vuelta().messages().stream()
                .filter(message -> String.valueOf(message.attempt()).startsWith(campaign))
                .toList();
    }

    private static String status(LoggedMessage message) {
        // The answer to the request also reports "sent".
        String furthest = message.reported().stream()
                .max((one, other) -> FURTHER.indexOf(one) - FURTHER.indexOf(other))
                .orElse("sent");
        return STANDS.getOrDefault(furthest, furthest);
    }

    @Test
    void each_person_gets_one_message_and_the_counts_match_the_callbacks() throws Exception {
        Instant begun = Instant.now();
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = script.messages("appointment_reminder", null, 15);
        StringBuilder csv = new StringBuilder("contact,name,date\n");
        for (int n = 0; n < PEOPLE; n++) {
            // No number ends in the digits of a magic number.
            csv.append("+5255%08d,Person %d,3 de junio\n".formatted(30_000_000 + n, n));
        }
        assertThat(script.upload(campaign, csv.toString()).path("accepted").asInt())
                .isEqualTo(PEOPLE);

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(6));
        Map<String, String> expected = new HashMap<>();
        Await.until(
                Duration.ofMinutes(1),
                "everything has been reported",
                () -> messagesOf(campaign).stream()
                        .noneMatch(message ->
                                message.acceptedAt().isAfter(Instant.now().minusSeconds(5))));
        List<LoggedMessage> messages = messagesOf(campaign);
        messages.forEach(message -> expected.put(String.valueOf(message.attempt()), status(message)));
        Map<String, Long> byStatus = expected.values().stream()
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
        Await.until(
                Duration.ofMinutes(2),
                "the counts are " + byStatus,
                () -> counts(script.campaign(campaign)).equals(byStatus));

        assertThat(messages).extracting(LoggedMessage::attempt).hasSize(PEOPLE).doesNotHaveDuplicates();
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.body().get(1)).isEqualTo("3 de junio"));
        JsonNode analytics = script.campaign(campaign).path("analytics");
        long delivered = count(byStatus, "delivered", "read", "accepted", "rejected");
        assertThat(analytics.path("messages").asLong()).isEqualTo(PEOPLE);
        assertThat(analytics.path("messagesDelivered").asLong()).isEqualTo(delivered);
        assertThat(analytics.path("messagesRead").asLong()).isEqualTo(delivered - count(byStatus, "delivered"));
        Map<String, String> exported = new HashMap<>();
        for (CSVRecord row : script.export(campaign, "messages", work.resolve("messages.csv"))) {
            exported.put(row.get("id"), row.get("status"));
            assertThat(row.get("template")).isEqualTo("appointment_reminder");
            assertThat(row.get("sent_at")).isNotEmpty();
            assertThat(row.get("error")).isEqualTo(row.get("status").equals("failed") ? "WHATSAPP_131026" : "");
        }
        assertThat(exported).isEqualTo(expected);
        System.out.printf(
                "a WhatsApp campaign of %d: %s in %.1f s%n",
                PEOPLE, byStatus, Duration.between(begun, Instant.now()).toMillis() / 1000.0);
    }

    /** Contacts by status, as their messages imply. */
    private static Map<String, Long> counts(JsonNode campaign) {
        Map<String, Long> counts = new TreeMap<>();
        campaign.at("/analytics/contacts_by_status").properties().forEach(entry -> {
            if (entry.getValue().asLong() > 0) {
                counts.put(
                        entry.getKey().equals("sending") ? "sent" : entry.getKey(),
                        entry.getValue().asLong());
            }
        });
        return counts;
    }

    private static long count(Map<String, Long> byStatus, String... statuses) {
        long sum = 0;
        for (String status : statuses) {
            sum += byStatus.getOrDefault(status, 0L);
        }
        return sum;
    }

    /** The expected results of magic numbers, which always have the same result in the simulator. */
    @Test
    void every_outcome_of_a_message_ends_as_the_rules_say() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        expected.put("+525555909101", "accepted");
        expected.put("+525555909102", "rejected");
        expected.put("+525555909103", "rejected");
        expected.put("+525555909104", "read");
        expected.put("+525555909105", "delivered");
        expected.put("+525555909106", "failed");
        expected.put("+525555909107", "accepted");
        expected.put("+525555909108", "accepted");
        expected.put("+525555909109", "rejected");
        expected.put("+525555909111", "read");
        expected.put("+525555909112", "rejected");
        // This contact has no date.
        expected.put("+525555909199", "failed");
        String csv = "phone_number;contact_name;date\n"
                + expected.keySet().stream()
                        .map(number -> number + ";Ana;" + (number.endsWith("9199") ? "" : "hoy") + "\n")
                        .collect(Collectors.joining());
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = script.messages("appointment_reminder", null, 20);
        assertThat(script.upload(campaign, csv).path("accepted").asInt()).isEqualTo(12);

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(2));

        Map<String, String> found = new TreeMap<>();
        Await.until(Duration.ofMinutes(1), "all is as expected: " + expected, () -> {
            script.contacts(campaign)
                    .forEach(contact -> found.put(
                            contact.path("contact").asText(),
                            contact.path("status").asText()));
            return found.equals(expected);
        });
        assertThat(messagesOf(campaign))
                .extracting(LoggedMessage::to)
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(script.client().get("/do-not-contact/525555909103").ok().toString())
                .contains("BAJA");
        assertThat(script.client().get("/do-not-contact/525555909109").ok().toString())
                .contains("WHATSAPP_131050");
        assertThat(script.client().get("/do-not-contact/525555909111").ok().toString())
                .contains("whatsapp_menu");
        assertThat(script.client().get("/do-not-contact/525555909112").ok().toString())
                .contains("BAJA");
    }

    @Test
    void a_paused_template_is_replaced_by_the_alternative() throws Exception {
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = script.messages("hello", "hello_again", 5);
        script.upload(campaign, "contact,name\n+525555709110,Ana\n");
        script.act(campaign, "activate");
        String timeline = "/campaigns/" + campaign + "/contacts/"
                + script.contacts(campaign).getFirst().path("id").asText() + "/timeline";
        Await.until(
                Duration.ofMinutes(1),
                "the template was found to be paused",
                () -> script.client().get(timeline).ok().toString().contains("WHATSAPP_132015"));

        script.upload(campaign, "contact,name\n+525555709101,Eva\n+525555709105,Iris\n");

        Await.until(
                Duration.ofMinutes(1),
                "the others are written to",
                () -> messagesOf(campaign).size() == 2);
        assertThat(messagesOf(campaign)).extracting(LoggedMessage::template).containsOnly("hello_again");
        script.act(campaign, "cancel");
    }

    @Test
    void without_an_alternative_template_the_campaign_pauses_itself() throws Exception {
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = script.messages("hello", null, 5);
        script.upload(campaign, "contact,name\n+525555809110,Ana\n");

        script.act(campaign, "activate");
        script.awaitStatus(campaign, "inactive", Duration.ofMinutes(1));

        assertThat(script.campaign(campaign).path("paused_because").toString()).contains("WHATSAPP_132015");
        assertThat(script.contacts(campaign).getFirst().path("status").asText()).isEqualTo("queue");
        assertThat(messagesOf(campaign)).isEmpty();
    }
}
