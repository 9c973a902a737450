package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.line.Provider;
import io.vuelta.local.Client;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A campaign through each voice platform over HTTP, on the embedded servers. Some callbacks are lost, and some arrive
 * twice and out of order; some answers to requests are lost. The simulator's log must have one call for each attempt.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class PlatformsIT {
    /** A human finally answers the calls to numbers with these endings, and the contact's result is read. */
    private static final List<String> HUMANS = List.of("9001", "9006", "9007", "9008", "9009", "9010", "9013");

    private static final Map<String, String> OTHERS =
            Map.of("9002", "voicemail", "9003", "queue", "9004", "queue", "9005", "failed");

    @TempDir
    static Path work;

    /** These endings throttle the line as intended; many of them would slow the campaign down too much. */
    private static final Set<String> SLOWING = Set.of("9008", "9013");

    private static final String MACHINES = "9002";
    private static final String MACHINE_MESSAGE = "Buenas tardes, {name}. Llámenos, por favor.";

    /** Every build tests one platform, because the platforms share most of the code. */
    @Test
    void a_few_people_are_called_once_for_each_attempt() throws Exception {
        run(Provider.RETELL, 11, 1, "hang_up");
    }

    @ParameterizedTest
    @EnumSource(names = {"RETELL", "VAPI", "ELEVENLABS"})
    @Tag("long")
    void two_hundred_people_are_called_once_for_each_attempt(Provider platform) throws Exception {
        run(platform, 200, 2, "message");
    }

    private static void run(Provider platform, int people, int series, String onMachine) throws Exception {
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = campaign(script, platform, onMachine);
        Map<String, String> endings = new TreeMap<>();
        List<String> all = new ArrayList<>(HUMANS);
        all.addAll(OTHERS.keySet().stream().sorted().toList());
        List<String> often =
                all.stream().filter(ending -> !SLOWING.contains(ending)).toList();
        StringBuilder csv = new StringBuilder("contact,name,result\n");
        for (int i = 0; i < people; i++) {
            String ending = i < all.size() ? all.get(i) : often.get(i % often.size());
            String number = "+5255%d%03d%s".formatted(series, i, ending);
            endings.put(number, ending);
            csv.append(number)
                    .append(",Person ")
                    .append(i)
                    .append(",\"{\"\"lead\"\":true,\"\"mail\"\":\"\"p")
                    .append(i)
                    .append("@x.mx\"\"}\"\n");
        }
        assertThat(script.upload(campaign, csv.toString()).path("accepted").asInt())
                .isEqualTo(people);

        script.act(campaign, "activate");
        awaitTheEnd(script, campaign, people);

        Map<String, Long> perAttempt = calls(platform, campaign).stream()
                .collect(Collectors.groupingBy(PlatformCallRecord::attempt, Collectors.counting()));
        assertThat(perAttempt.values()).as("calls for one attempt").containsOnly(1L);
        machinesAreTreatedAsTheCampaignSays(platform, campaign, onMachine);
        Await.until(Duration.ofMinutes(1), "the results of every human are there", () -> {
            for (JsonNode contact : script.contacts(campaign)) {
                boolean human =
                        HUMANS.contains(endings.get(contact.path("contact").asText()));
                if (human != contact.path("tags").toString().contains("vip")) {
                    return false;
                }
            }
            return true;
        });
        Map<String, String> statuses = new HashMap<>();
        script.contacts(campaign)
                .forEach(contact -> statuses.put(
                        contact.path("contact").asText(), contact.path("status").asText()));
        endings.forEach((number, ending) -> {
            if (HUMANS.contains(ending)) {
                assertThat(statuses.get(number)).as(number).isEqualTo("answered");
            } else {
                assertThat(statuses.get(number)).as(number).isNotEqualTo("answered");
            }
        });
        long exported = 0;
        for (CSVRecord row : script.export(campaign, "calls", work.resolve(platform.wire() + people + ".csv"))) {
            if (row.get("email").endsWith("@x.mx")) {
                exported++;
                assertThat(row.get("summary")).isEqualTo("They said hello.");
                assertThat(row.get("recording_url")).isNotEmpty();
            }
        }
        assertThat(exported)
                .isEqualTo(endings.values().stream().filter(HUMANS::contains).count());
    }

    /** The message names the contacts that did not end. A call without a result is looked up again minutes later. */
    private static void awaitTheEnd(Script script, String campaign, int people) throws InterruptedException {
        try {
            script.awaitStatus(campaign, "finished", Duration.ofMinutes(people > 100 ? 20 : 6));
        } catch (AssertionError late) {
            Map<String, Long> left = script.contacts(campaign).stream()
                    .filter(contact -> List.of("sending", "retrying", "queue")
                            .contains(contact.path("status").asText()))
                    .collect(Collectors.groupingBy(
                            contact -> contact.path("status").asText() + " "
                                    + contact.path("contact").asText().substring(9),
                            TreeMap::new,
                            Collectors.counting()));
            throw new AssertionError(
                    "left: " + left + " " + script.campaign(campaign).path("waiting"), late);
        }
    }

    /** ElevenLabs hangs up on machines only through the settings of its agent, which this test does not change. */
    private static void machinesAreTreatedAsTheCampaignSays(Provider platform, String campaign, String onMachine) {
        List<PlatformCallRecord> machines = calls(platform, campaign).stream()
                .filter(call -> call.to().endsWith(MACHINES))
                .toList();
        assertThat(machines).isNotEmpty();
        for (PlatformCallRecord call : machines) {
            if (onMachine.equals("message")) {
                assertThat(call.leftMessage())
                        .startsWith("Buenas tardes, Person ")
                        .endsWith(". Llámenos, por favor.");
                assertThat(call.talked()).as("the greeting, and the message").isBetween(8L, 10L);
            } else if (platform != Provider.ELEVENLABS) {
                assertThat(call.talked()).isBetween(1L, 4L);
                assertThat(call.leftMessage()).isNull();
            }
        }
    }

    private static List<PlatformCallRecord> calls(Provider platform, String campaign) {
        return SharedVuelta.vuelta().platformCalls(platform).stream()
                .filter(call -> call.attempt().startsWith(campaign + "."))
                .toList();
    }

    private static String campaign(Script script, Provider platform, String onMachine) {
        ObjectNode agent = Client.object().put("name", "Inés");
        agent.putArray("tags").add("vip");
        agent.putArray("extractable_fields").add("email");
        agent.putObject("results").put("lead", "tag:vip").put("mail", "field:email");
        ObjectNode campaign = Client.object()
                .put("name", "Platform")
                .put("first_message", "Hi, {name}?")
                .put("on_machine", onMachine)
                .put("machine_message", onMachine.equals("message") ? MACHINE_MESSAGE : null)
                .put("retries", 1)
                .put("retry_delay_minutes", 0)
                .put("concurrency", 50);
        return script.client()
                .createCampaign(agent, Client.line(platform.wire(), 20, "local/" + platform.wire()), campaign);
    }
}
