package io.vuelta.handlers.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.adapters.provider.agent.AgentWebhooks;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a runtime by our own contract, signed here only with code of the JDK. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AgentEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String SECRET = "local-signing-secret";
    private static final LineId LINE = new LineId("iph_1");
    private static final LineId OTHER = new LineId("iph_2");
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";

    private final List<AttemptEvent> events = new ArrayList<>();
    private final List<ConversationReport> reports = new ArrayList<>();
    private final TestContext context = new TestContext();
    private final InMemoryStore store = new InMemoryStore();

    @BeforeEach
    void lines() {
        store.agents().put(Examples.agent());
        store.lines().put(line(LINE, Provider.AGENT));
        store.lines().put(line(OTHER, Provider.TWILIO));
        store.campaigns()
                .create(Examples.campaign(new CampaignId("C1"), LINE, CampaignStatus.ACTIVE, Examples.settings()));
    }

    private static Line line(LineId id, Provider provider) {
        return Examples.lineOf(provider, id, "vuelta/" + provider.wire(), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ringing    | RINGING",
                "answered   | IN_PROGRESS",
                "forwarding | FORWARDING",
                "ended      | ENDED",
                "busy       | BUSY",
                "no-answer  | NO_ANSWER",
                "failed     | FAILED",
            })
    void every_event_is_queued_with_its_attempt_and_answered(String event, CallStatus status) {
        assertThat(post(event("'event':'" + event + "','id':'r-1'")).getStatusCode())
                .isEqualTo(204);

        assertThat(events).containsExactly(new CallEvent.Reported("r-1", status, null, null, NOW));
    }

    @Test
    void an_end_has_who_answered_the_duration_and_the_recording() {
        post(event("'event':'ended','id':'r-1','answered_by':'machine','duration':61.5,"
                + "'recording_url':'https://r.example/1','at':'2026-03-02T08:59:00-06:00'"));

        assertThat(events)
                .containsExactly(new CallEvent.Reported(
                        "r-1",
                        CallStatus.ENDED,
                        Duration.ofMillis(61_500),
                        AnsweredBy.MACHINE,
                        "https://r.example/1",
                        null,
                        NOW.minusSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"SIP_404, SIP_404", "NUMBER_NOT_IN_SERVICE, AGENT_NUMBER_NOT_IN_SERVICE", "SIP_200, AGENT_SIP_200"})
    void a_failure_may_have_a_reason(String reported, String error) {
        post(event("'event':'failed','id':'r-1','error':'" + reported + "'"));

        assertThat(events).containsExactly(CallEvent.Reported.failed("r-1", error, NOW));
    }

    @Test
    void a_result_is_queued_in_the_form_of_the_api() {
        post(event("'event':'result','result':{'tags':['vip'],'extracted_data':{'email':'a@b.c'},'converted':true,"
                + "'follow_up_at':'2026-03-03T15:00:00Z','sentiment':'positive','summary':'Pays.',"
                + "'transcript':'Hi.','recording_url':'https://r.example/1'}"));

        assertThat(reports)
                .containsExactly(new ConversationReport(
                        new Result(List.of("vip"), Map.of("email", "a@b.c"), true, NOW.plusSeconds(86_400)),
                        "https://r.example/1",
                        "positive",
                        "Pays.",
                        "Hi."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "true                                      | true  |            |",
                "false                                     | false |            |",
                "null                                      | false |            |",
                "{}                                        | true  |            |",
                "{'channel':'whatsapp'}                    | true  | WHATSAPP   |",
                "{'channel':null,'reason':'no more calls'} | true  |            | no more calls",
                "'true'                                    | true  |            |",
                "'Yes.'                                    | true  |            |",
                "'no'                                      | false |            |",
                "{'channel':'fax','reason':7}              | true  |            | 7",
                "{'reason':' '}                            | true  |            |",
            })
    void an_opt_out_is_queued_with_its_result(
            String given, boolean hasOptOut, @Nullable Channel channel, @Nullable String reason) {
        post(event("'event':'result','result':{'opt_out':" + given + "}"));

        assertThat(reports)
                .extracting(report -> report.result().optOut())
                .containsExactly(hasOptOut ? new OptOut(channel, reason) : null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'event':'result','result':{'tags':['vip',7]}                   | tags[1]",
                "'event':'result','result':{'opt_out':'perhaps'}                | opt_out",
                "'event':'result','result':{'opt_out':[]}                       | opt_out",
                "'event':'ringing'                                              | id",
                "'event':'shouting','id':'r-1'                                  | event",
                "'id':'r-1'                                                     | event",
                "'event':'ended','id':'r-1','duration':-1                       | duration",
                "'event':'ended','id':'r-1','duration':'1'                      | duration",
                "'event':'ended','id':'r-1','duration':86401                    | duration",
                "'event':'ended','id':'r-1','answered_by':'dog'                 | answered_by",
                "'event':'failed','id':'r-1','error':'no such number'           | error",
                "'event':'ended','id':'r-1','recording_url':'1.mp3'             | recording_url",
                "'event':'ended','id':'r-1','at':'yesterday'                    | at",
                "'event':'result'                                               | result",
                "'event':'result','result':{'tags':['gold']}                    | tags[0]",
                "'event':'result','result':{'tags':'vip'}                       | tags",
                "'event':'result','result':{'extracted_data':{'colour':'red'}}  | extracted_data.colour",
                "'event':'result','result':{'extracted_data':{'email':[]}}      | extracted_data.email",
                "'event':'result','result':{'converted':'yes'}                  | converted",
                "'event':'result','result':{'follow_up_at':'tomorrow'}          | follow_up_at",
                "'event':'result','result':{'summary':7}                        | summary",
                "'event':'result','result':{'colour':'red'}                     | colour",
            })
    void an_invalid_field_is_named(String fields, String named) {
        APIGatewayV2HTTPResponse answer = post(event(fields));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getBody()).startsWith(named + " ");
        assertThat(events).isEmpty();
        assertThat(reports).isEmpty();
        assertThat(context.lines()).allMatch(line -> line.startsWith("{\"event\":\"webhook_malformed\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'tags':['gold']                   | tags[0]",
                "'tags':'vip'                      | tags",
                "'extracted_data':{'colour':'red'} | extracted_data.colour",
                "'follow_up_at':'tomorrow'         | follow_up_at",
                "'summary':7                       | summary",
                "'optout_at':'x'                   | optout_at",
            })
    void an_opt_out_is_queued_even_if_another_field_is_invalid(String field, String named) {
        APIGatewayV2HTTPResponse answer =
                post(event("'event':'result','result':{'opt_out':{'until':'2030'}," + field + "}"));

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(answer.getBody()).endsWith("; the opt-out of this result was recorded");
        assertThat(reports).containsExactly(ConversationReport.ofOptOut(OptOut.EVERYWHERE));

        APIGatewayV2HTTPResponse second = post(event("'event':'result','result':{'opt_out':true," + field + "}"));

        assertThat(second.getBody()).startsWith(named + " ");
        assertThat(reports).hasSize(2);
    }

    @Test
    void an_opt_out_is_queued_even_if_a_part_of_it_is_invalid() {
        APIGatewayV2HTTPResponse answer = post(event("'event':'result','result':{'opt_out':{'reason':{}}}"));

        assertThat(answer.getBody()).startsWith("opt_out.reason ");
        assertThat(reports).containsExactly(ConversationReport.ofOptOut(OptOut.EVERYWHERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"attempt\":\"none\",\"event\":\"ringing\",\"id\":\"r-1\"}"})
    void a_body_that_is_no_event_is_malformed(String body) {
        assertThat(post(body).getStatusCode()).isEqualTo(400);
    }

    @Test
    void a_result_of_an_unknown_campaign_is_malformed() {
        String elsewhere = event("'event':'result','result':{}").replace("C1.", "C9.");

        assertThat(post(elsewhere).getBody()).startsWith("attempt ");
    }

    @ParameterizedTest
    @CsvSource({"0, 204", "-300, 204", "300, 204", "-301, 403", "301, 403"})
    void a_timestamp_is_valid_for_five_minutes(int seconds, int status) {
        String body = event("'event':'ringing','id':'r-1'");
        String timestamp = String.valueOf(NOW.getEpochSecond() + seconds);

        assertThat(post(LINE, body, timestamp, sign(SECRET, timestamp, body)).getStatusCode())
                .isEqualTo(status);
    }

    @Test
    void an_event_not_signed_with_the_lines_secret_is_forged() {
        String body = event("'event':'ringing','id':'r-1'");
        String now = String.valueOf(NOW.getEpochSecond());
        String earlier = String.valueOf(NOW.getEpochSecond() - 1);
        String good = sign(SECRET, now, body);

        List<APIGatewayV2HTTPResponse> answers = List.of(
                post(LINE, body, now, sign("another", now, body)),
                post(LINE, body + " ", now, good),
                post(LINE, body, earlier, good),
                post(LINE, body, now, ""),
                post(LINE, body, now, good.substring(0, good.length() - 1)),
                post(LINE, body, now, good.replace("sha256=", "")),
                post(LINE, body, "now", sign(SECRET, "now", body)),
                post(OTHER, body, now, good),
                post(new LineId("iph_9"), body, now, good));

        assertThat(answers).extracting(APIGatewayV2HTTPResponse::getStatusCode).containsOnly(403);
        assertThat(events).isEmpty();
        assertThat(context.lines()).hasSize(9).allMatch(line -> line.startsWith("{\"event\":\"webhook_forged\""));
    }

    @Test
    void a_body_that_api_gateway_has_encoded_is_signed_as_it_was_sent() {
        String body = event("'event':'ringing','id':'ñ-1'");
        String now = String.valueOf(NOW.getEpochSecond());
        APIGatewayV2HTTPEvent event = request(LINE, body, now, sign(SECRET, now, body));
        event.setBody(Base64.getEncoder().encodeToString(body.getBytes(UTF_8)));
        event.setIsBase64Encoded(true);

        assertThat(handle(event, NOW).getStatusCode()).isEqualTo(204);
    }

    /** The worked example in the contract's document. */
    @Test
    void the_documented_example_is_signed_as_documented() throws IOException {
        APIGatewayV2HTTPEvent sample = new ObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Path.of("../../events/agent-ended.json").toFile(), APIGatewayV2HTTPEvent.class);
        String timestamp = requireNonNull(sample.getHeaders().get("x-vuelta-timestamp"));
        String signature = requireNonNull(sample.getHeaders().get("x-vuelta-signature"));

        assertThat(signature).isEqualTo(sign(SECRET, timestamp, sample.getBody()));
        assertThat(Files.readString(Path.of("../decisions/24-generic-agent.md")))
                .contains(SECRET, timestamp, sample.getBody(), signature);
        sample.setRawPath("/webhooks/agent/" + LINE);
        assertThat(handle(sample, Instant.ofEpochSecond(Long.parseLong(timestamp)))
                        .getStatusCode())
                .isEqualTo(204);
        assertThat(events).hasSize(1);
    }

    private static String event(String fields) {
        return ("{'attempt':'" + ATTEMPT + "'," + fields + "}").replace('\'', '"');
    }

    private APIGatewayV2HTTPResponse post(String body) {
        String timestamp = String.valueOf(NOW.getEpochSecond());
        return post(LINE, body, timestamp, sign(SECRET, timestamp, body));
    }

    private APIGatewayV2HTTPResponse post(LineId line, String body, String timestamp, String signature) {
        return handle(request(line, body, timestamp, signature), NOW);
    }

    private static APIGatewayV2HTTPEvent request(LineId line, String body, String timestamp, String signature) {
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath("/webhooks/agent/" + line)
                .withHeaders(Map.of("X-Vuelta-Timestamp", timestamp, "X-Vuelta-Signature", signature))
                .withBody(body)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withDomainName("localhost")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod("POST")
                                .build())
                        .build())
                .build();
    }

    private APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event, Instant now) {
        AgentWebhooks agent =
                new AgentWebhooks(store.lines(), _ -> Map.of("signing_secret", SECRET), InstantSource.fixed(now));
        WebhooksHandler handler = new WebhooksHandler(new WebhooksWiring(
                Map.of(Provider.AGENT, agent),
                UseCases.takeWebhook(
                        store,
                        outcome -> events.add(outcome.event()),
                        (_, _, report) -> reports.add(report),
                        _ -> {},
                        () -> now),
                ""));
        return handler.handleRequest(event, context);
    }

    private static String sign(String secret, String timestamp, String body) {
        return "sha256=" + Hmac.sha256(secret, timestamp + "." + body);
    }
}
