package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.cloud.streams.MappingState;
import io.vuelta.local.LocalVuelta;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Compares the counts of a campaign with its contacts, while the count function fails and after that. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ResourceLock("local runtime")
@Execution(ExecutionMode.CONCURRENT)
class CountingIT {
    private static final double SPEED = 120;
    private static final int PEOPLE = Integer.getInteger("vuelta.counted", 60);
    private static final String COUNT = "CountFunction";

    @TempDir
    static Path work;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    @AutoClose
    private static LocalVuelta vuelta;

    @BeforeAll
    static void start() {
        vuelta = LocalVuelta.start(Script.settings(work.resolve("functions.log"), SPEED));
    }

    @Test
    void attempts_continue_while_the_count_function_fails_and_the_campaign_ends_when_it_works_again() throws Exception {
        Script script = new Script(vuelta.baseUrl());
        String campaign = script.messages("appointment_reminder", null, 20);
        StringBuilder csv = new StringBuilder("contact,name,date\n");
        for (int n = 0; n < PEOPLE; n++) {
            // No number ends in the digits of a magic number.
            csv.append("+5255%08d,Person %d,3 de junio\n".formatted(40_000_000 + n, n));
        }
        script.upload(campaign, csv.toString());
        Await.until(Duration.ofMinutes(1), "the stream is read", vuelta.runtime()::isAtEndOfStreams);
        vuelta.runtime().failing(COUNT, true);

        script.act(campaign, "activate");
        Await.until(
                Duration.ofMinutes(3),
                "everybody was written to",
                () -> vuelta.messages().stream()
                                .filter(message ->
                                        String.valueOf(message.attempt()).startsWith(campaign))
                                .count()
                        >= PEOPLE);
        Await.until(
                Duration.ofMinutes(1),
                "it says that it waits for the counts",
                () -> script.campaign(campaign).at("/waiting/reason").asText().equals("counting"));
        vuelta.runtime().failing(COUNT, false);
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));

        List<Duration> lags = new ArrayList<>();
        Await.until(Duration.ofMinutes(1), "the stream is read to its end", () -> {
            vuelta.runtime().streamStates().stream()
                    .map(MappingState::iteratorAge)
                    .forEach(lags::add);
            return vuelta.runtime().isAtEndOfStreams();
        });
        JsonNode diagnosis = doctor(campaign);
        assertThat(diagnosis.path("differences")).as(diagnosis.toString()).isEmpty();
        assertThat(diagnosis.path("healthy").asBoolean())
                .as(diagnosis.toString())
                .isTrue();
        assertThat(script.campaign(campaign).at("/analytics/messages").asInt()).isEqualTo(PEOPLE);
    }

    private static JsonNode doctor(String campaign) throws Exception {
        InvocationResult result = vuelta.runtime().invoke("DoctorFunction", "{\"campaign\":\"" + campaign + "\"}");
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return new ObjectMapper().readTree(((InvocationResult.Answered) result).json());
    }
}
