package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.local.Client;
import io.vuelta.local.Doctor;
import io.vuelta.local.LocalVuelta;
import io.vuelta.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Incidents, each from its cause to the end of the campaign: the alarm's metric rises, the API shows the problem, and
 * the steps of the alarm's runbook repair it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("long")
@ResourceLock("local runtime")
@Execution(ExecutionMode.CONCURRENT)
class IncidentsIT {
    private static final double SPEED = 120;
    private static final int PEOPLE = 12;

    /** The secret of the line whose token is revoked; no function has read it before. */
    private static final String REVOCABLE = "local/revocable";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path work;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    @AutoClose
    private static LocalVuelta vuelta;

    private final Script script = new Script(vuelta.baseUrl());

    @BeforeAll
    static void start() {
        vuelta = LocalVuelta.start(
                Script.settings(log(), SPEED).withRudeness(Rudeness.none()).withSecrets(Map.of(REVOCABLE, "{}")));
    }

    private static Path log() {
        return work.resolve("functions.log");
    }

    private static void awaitSomethingToSee(Alarm alarm) throws InterruptedException {
        Await.until(
                Duration.ofMinutes(2), "something to see for " + alarm, () -> alarm.hasSomethingToSee(vuelta, log()));
    }

    private void endsHealthy(String campaign, Duration most) throws InterruptedException {
        script.awaitStatus(campaign, "finished", most);
        Await.until(Duration.ofMinutes(1), "the stream is read", vuelta.runtime()::isAtEndOfStreams);
        JsonNode found = new Doctor(vuelta.runtime()).examine(campaign, false);
        assertThat(found.path("healthy").asBoolean()).as(found.toString()).isTrue();
    }

    private static SqsClient sqs() {
        return SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    }

    /**
     * Makes a function fail a message of its queue until the message is a dead letter.
     *
     * @param alarm the alarm of the dead letters
     * @param sends sends the message; its result is returned
     */
    private static JsonNode crash(String function, String queue, Alarm alarm, Supplier<JsonNode> sends)
            throws InterruptedException {
        vuelta.runtime().failing(function, true);
        try (SqsClient sqs = sqs()) {
            String url = vuelta.runtime().queueUrl(queue);
            String visibility = sqs.getQueueAttributes(
                            get -> get.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                    .attributes()
                    .get(QueueAttributeName.VISIBILITY_TIMEOUT);
            // The message is delivered again within a second, not after minutes.
            setVisibility(sqs, url, "1");
            JsonNode sent = sends.get();
            awaitSomethingToSee(alarm);
            setVisibility(sqs, url, visibility);
            return sent;
        } finally {
            vuelta.runtime().failing(function, false);
        }
    }

    private static void setVisibility(SqsClient sqs, String url, String seconds) {
        sqs.setQueueAttributes(
                set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, seconds)));
    }

    /** Runs the runbook's command, with the stack output that it uses for the queue's address. */
    private static void redrive(Alarm alarm) throws InterruptedException {
        assertThat(alarm.command("(aws sqs start-message-move-task --source-arn)"))
                .isNotEmpty();
        try (SqsClient sqs = sqs()) {
            String url = vuelta.runtime().queueUrl(alarm.of());
            String arn = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            sqs.startMessageMoveTask(start -> start.sourceArn(arn));
        }
        Await.until(
                Duration.ofMinutes(1),
                "no dead letters are left",
                () -> vuelta.runtime().queueCounts(alarm.of()).all() == 0);
    }

    @Test
    void a_token_that_was_revoked_pauses_the_campaign_until_the_secret_has_the_new_one() throws Exception {
        Alarm alarm = Alarm.read("CampaignPaused");
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            String right = secrets.getSecretValue(get -> get.secretId(LocalVuelta.TWILIO_SECRET))
                    .secretString();
            ObjectNode wrong = ((ObjectNode) MAPPER.readTree(right)).put("auth_token", "revoked");
            secrets.putSecretValue(put -> put.secretId(REVOCABLE).secretString(wrong.toString()));
            String campaign = script.campaignBy(REVOCABLE);
            script.upload(campaign, Script.people(PEOPLE));
            script.act(campaign, "activate");

            script.awaitStatus(campaign, "inactive", Duration.ofMinutes(2));
            awaitSomethingToSee(alarm);
            String code = script.campaign(campaign).at("/paused_because/reason").asText();
            assertThat(code).isEqualTo(alarm.command("a provider's code, e\\.g\\. `(\\w+)`"));

            secrets.putSecretValue(put -> put.secretId(REVOCABLE).secretString(right));
            // Functions cache the old secret for five minutes.
            Await.until(Duration.ofMinutes(8), "it goes on", () -> {
                String status = script.campaign(campaign).path("status").asText();
                if (status.equals("inactive")) {
                    script.act(campaign, "resume");
                }
                return status.equals("finished");
            });
            endsHealthy(campaign, Duration.ofMinutes(1));
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_with_a_code_and_another_takes_its_place() throws Exception {
        Alarm alarm = Alarm.read("UploadsDeadLettersAlarm");
        String campaign = script.campaign(8, 0, 20);
        // The ingest function fails on it, and the message becomes a dead letter.
        JsonNode upload =
                crash("IngestFunction", "UploadsQueue", alarm, () -> script.send(campaign, "%PDF-1.7\n%âã\n1 0 obj\n"));
        String path = "/campaigns/" + campaign + "/uploads/" + upload.path("id").asText();
        assertThat(script.client().get(path).ok().at("/upload/status").asText()).isNotIn("done", "failed");

        redrive(alarm);
        Await.until(
                Duration.ofMinutes(1),
                "the upload has failed",
                () -> script.client()
                        .get(path)
                        .ok()
                        .at("/upload/status")
                        .asText()
                        .equals("failed"));
        assertThat(script.client().get(path).ok().at("/upload/error").toString())
                .contains("NOT_TEXT");

        assertThat(alarm.command("(upload the file again)")).isNotEmpty();
        assertThat(script.upload(campaign, Script.people(PEOPLE))
                        .path("accepted")
                        .asInt())
                .isEqualTo(PEOPLE);
        script.act(campaign, "activate");
        endsHealthy(campaign, Duration.ofMinutes(3));
    }

    @Test
    void contacts_that_became_dead_letters_hold_the_campaign_open_until_they_are_redriven() throws Exception {
        Alarm alarm = Alarm.read("ContactsDeadLettersAlarm");
        String campaign = script.campaign(8, 0, 20);
        script.upload(campaign, Script.people(1));
        JsonNode upload =
                crash("LoadFunction", "ContactsQueue", alarm, () -> script.send(campaign, Script.people(PEOPLE)));
        script.act(campaign, "activate");
        Await.until(
                Duration.ofMinutes(2),
                "it waits for contacts",
                () -> script.campaign(campaign).at("/waiting/reason").asText().equals("no_contacts"));
        String path = "/campaigns/" + campaign + "/uploads/" + upload.path("id").asText();
        assertThat(script.client().get(path).ok().at("/upload/status").asText()).isEqualTo("loading");

        redrive(alarm);
        endsHealthy(campaign, Duration.ofMinutes(3));
        assertThat(script.client().get(path).ok().at("/upload/status").asText()).isEqualTo("done");
        assertThat(script.contacts(campaign)).hasSize(PEOPLE);
    }

    @Test
    void a_line_that_lost_its_wake_up_is_woken_by_the_watchdog() throws Exception {
        Alarm alarm = Alarm.read("LineForgotten");
        String campaign = script.campaign(1, 1, 20);
        script.client()
                .patch("/campaigns/" + campaign, Client.object().put("retry_delay_minutes", 1))
                .ok();
        // This number is busy first, then a person answers.
        script.upload(campaign, "contact,name\n+525555559006,Ana\n");
        script.act(campaign, "activate");
        Await.until(
                Duration.ofMinutes(2),
                "it waits for the retry",
                () -> script.campaign(campaign).at("/waiting/reason").asText().equals("retry_due"));
        Instant due =
                Instant.parse(script.campaign(campaign).at("/waiting/until").asText());
        vuelta.runtime().failing("PaceFunction", true);
        Await.until(
                Duration.ofMinutes(3),
                "the alarm has rung",
                () -> Instant.now().isAfter(due.plusSeconds(10))
                        && vuelta.runtime().queueCounts("PaceQueue").all() > 0);
        try (SqsClient sqs = sqs()) {
            sqs.purgeQueue(purge -> purge.queueUrl(vuelta.runtime().queueUrl("PaceQueue")));
        }
        Await.until(
                Duration.ofMinutes(1),
                "the wake-up is lost",
                () -> vuelta.runtime().queueCounts("PaceQueue").all() == 0);
        vuelta.runtime().failing("PaceFunction", false);
        Await.until(
                Duration.ofMinutes(5),
                "the alarm is late enough",
                () -> Instant.now().isAfter(due.plus(Duration.ofMinutes(3)).plusSeconds(20)));
        JsonNode waiting = script.campaign(campaign);
        assertThat(waiting.path("status").asText()).isEqualTo("active");
        assertThat(waiting.at("/waiting/until").asText()).isEqualTo(due.toString());

        InvocationResult woken = vuelta.runtime().invoke("WatchdogFunction", alarm.command("--payload '([^']+)'"));

        assertThat(woken).isEqualTo(new InvocationResult.Answered("1"));
        awaitSomethingToSee(alarm);
        endsHealthy(campaign, Duration.ofMinutes(3));
    }

    @Test
    void a_table_that_refuses_requests_slows_a_campaign_down_and_loses_nothing() throws Exception {
        Alarm alarm = Alarm.read("TableThrottles");
        String campaign = script.campaign(8, 0, 20);
        script.upload(campaign, Script.people(4 * PEOPLE));
        vuelta.runtime().meter().reset();
        vuelta.runtime().refuse(Rudeness.none().withThrottled(0.3));
        script.act(campaign, "activate");
        awaitSomethingToSee(alarm);
        assertThat(script.campaign(campaign).path("status").asText()).isEqualTo("active");

        JsonNode slower = MAPPER.readTree(alarm.command("-X PATCH \"\\$API/campaigns/<id>\" -d '([^']+)'"));
        JsonNode answer =
                script.client().patch("/campaigns/" + campaign, slower).ok().path("campaign");
        slower.properties()
                .forEach(field -> assertThat(answer.path(field.getKey())).isEqualTo(field.getValue()));
        vuelta.runtime().refuse(Rudeness.none());
        endsHealthy(campaign, Duration.ofMinutes(3));
        assertThat(vuelta.calls().stream()
                        .filter(call -> String.valueOf(call.attempt()).startsWith(campaign)))
                .hasSize(4 * PEOPLE);
    }
}
