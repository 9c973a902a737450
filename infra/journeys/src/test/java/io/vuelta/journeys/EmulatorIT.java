package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.local.LocalVuelta;
import io.vuelta.providers.twilio.LoggedCall;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The same functions on another emulator's tables, queues and buckets, which implement AWS's behaviour in another way:
 * LocalStack if there is a Docker engine, else moto if it is installed. All journeys run on one by {@code mvn verify
 * -Demulator=localstack} or {@code -Demulator=http://127.0.0.1:4566}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("long")
@ResourceLock("local runtime")
class EmulatorIT {
    private static final int PEOPLE = 12;
    private static final Set<String> OVER = Set.of("answered", "voicemail", "failed");

    @TempDir
    static Path work;

    @Test
    void a_campaign_runs_from_file_to_export_on_another_emulator() throws Exception {
        Optional<Emulator> found = Emulator.any();
        if (found.isEmpty()) {
            abort(
                    "NO EMULATOR: there is neither a Docker engine for LocalStack nor moto_server; not tested on another one");
        }
        try (Emulator emulator = found.orElseThrow();
                LocalVuelta vuelta = LocalVuelta.start(
                        Script.settings(work.resolve("functions.log"), 120).withEmulator(emulator.endpoint()))) {
            Script script = new Script(vuelta.baseUrl());
            String campaign = script.campaign(6, 1, 20);
            assertThat(script.upload(campaign, Script.people(PEOPLE))
                            .path("accepted")
                            .asInt())
                    .isEqualTo(PEOPLE);

            script.act(campaign, "activate");
            if (!emulator.streams()) {
                Await.until(
                        Duration.ofMinutes(3),
                        "everybody has been called",
                        () -> script.contacts(campaign).stream()
                                .allMatch(contact ->
                                        OVER.contains(contact.path("status").asText())));
                doctor(vuelta, campaign, true);
            }
            script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));

            assertThat(vuelta.calls())
                    .extracting(LoggedCall::attempt)
                    .hasSizeGreaterThanOrEqualTo(PEOPLE)
                    .doesNotHaveDuplicates();
            assertThat(script.export(campaign, "contacts", work.resolve("contacts.csv")))
                    .hasSize(PEOPLE)
                    .allSatisfy(row -> assertThat(OVER).contains(row.get("status")));
            Await.until(Duration.ofMinutes(1), "the stream is read", vuelta.runtime()::isAtEndOfStreams);
            JsonNode diagnosis = doctor(vuelta, campaign, false);
            assertThat(diagnosis.path("healthy").asBoolean())
                    .as(diagnosis.toString())
                    .isTrue();
        }
    }

    private static JsonNode doctor(LocalVuelta vuelta, String campaign, boolean mends) throws Exception {
        InvocationResult result = vuelta.runtime()
                .invoke("DoctorFunction", "{\"campaign\":\"%s\",\"mend\":%b}".formatted(campaign, mends));
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return new ObjectMapper().readTree(((InvocationResult.Answered) result).json());
    }
}
