package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.local.Client;
import io.vuelta.testkit.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A person is erased from a campaign that has called them, over HTTP. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("journeys")
@ExtendWith(SharedVuelta.class)
@Execution(ExecutionMode.CONCURRENT)
class ErasureIT {
    private static final String ANA = "+525555771201";

    @Test
    void an_erased_person_is_not_found_and_the_counts_agree() throws Exception {
        Script script = new Script(SharedVuelta.vuelta().baseUrl());
        String campaign = script.campaign(5, 0, 20);
        // The second row of the same person is a problem in the report of the upload.
        script.upload(campaign, "contact,name\n" + ANA + ",Ana\n+525555771202,Eva\n" + ANA + ",Ana again\n");
        script.act(campaign, "activate");
        script.awaitStatus(campaign, "finished", Duration.ofMinutes(3));
        // The results of calls are erased, too: a text in the table, and a transcript in the bucket.
        for (JsonNode call :
                script.client().get("/campaigns/" + campaign + "/calls").ok().path("calls")) {
            script.client()
                    .post(
                            "/attempts/" + call.path("id").asText() + "/result",
                            Client.object().put("summary", "Said hello.").put("transcript", "Hola."))
                    .ok();
        }
        SharedVuelta.awaitStreams();
        JsonNode before = script.campaign(campaign).path("analytics");

        Client.Answer asked = script.client().delete("/people/" + ANA.substring(1));

        assertThat(asked.status()).isEqualTo(202);
        String job = "/people/jobs/" + asked.body().at("/job/id").asText();
        Await.until(
                Duration.ofMinutes(2),
                "the person is erased",
                () -> script.client().get(job).ok().at("/job/status").asText().equals("done"));
        JsonNode erased = script.client().get(job).ok().at("/job/erased");
        assertThat(erased.path("contacts").asInt()).isEqualTo(1);
        assertThat(erased.path("attempts").asInt()).isPositive();
        assertThat(erased.path("report_rows").asInt()).isEqualTo(1);
        List<JsonNode> left = script.contacts(campaign);
        assertThat(left.toString()).doesNotContain(ANA, "Ana").contains("Eva");
        assertThat(script.client()
                        .get("/contacts?number=" + ANA.substring(1) + "&country=MX")
                        .ok()
                        .path("contacts"))
                .isEmpty();
        SharedVuelta.awaitStreams();
        assertThat(script.campaign(campaign).path("analytics")).isEqualTo(before);
        assertThat(doctor(campaign).path("healthy").asBoolean()).isTrue();
    }

    private static JsonNode doctor(String campaign) throws Exception {
        InvocationResult result =
                SharedVuelta.vuelta().runtime().invoke("DoctorFunction", "{\"campaign\":\"" + campaign + "\"}");
        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        return new ObjectMapper().readTree(((InvocationResult.Answered) result).json());
    }
}
