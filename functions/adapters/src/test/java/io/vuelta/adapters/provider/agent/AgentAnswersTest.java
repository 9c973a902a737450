package io.vuelta.adapters.provider.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of each answer of a runtime for the attempt and for its line and campaign. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AgentAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final Line LINE = line(null);

    @Test
    void an_accepted_call_has_the_runtimes_id() throws IOException {
        assertThat(placed(201, "{\"id\":\"r-1\"}"))
                .isEqualTo(new PlacementResult(new CallEvent.Accepted("r-1", NOW), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "401, '{}', AGENT_401",
        "403, '{\"error\":\"BAD_SIGNATURE\"}', AGENT_BAD_SIGNATURE",
        "404, 'not here', AGENT_404",
        "405, '', AGENT_405",
        "402, '', AGENT_402",
    })
    void refusals_of_the_line_pause_the_campaign_and_use_up_no_attempt(int status, String body, String reason)
            throws IOException {
        assertThat(placed(status, body))
                .isEqualTo(new PlacementResult(
                        new CallEvent.NotPlaced(reason, NOW.plusSeconds(30), NOW),
                        Optional.of(new ProviderTrouble.AccountUnusable())));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "3599, 3599", "3600, 2", "soon, 2", ", 2"})
    void a_429_slows_the_line_for_as_long_as_it_says(@Nullable String retryAfter, int seconds) throws IOException {
        PlacementResult placing =
                answered(429, "{}", retryAfter, url -> calls(url).place(request(LINE)));

        assertThat(placing)
                .isEqualTo(new PlacementResult(
                        new CallEvent.NotPlaced("RATE_LIMITED", NOW.plusSeconds(seconds), NOW),
                        Optional.of(new ProviderTrouble.LineThrottled(NOW.plusSeconds(seconds)))));
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"NUMBER_NOT_CALLABLE\"}', AGENT_NUMBER_NOT_CALLABLE",
        "400, '{\"error\":\"no such number\"}', AGENT_400",
        "409, '', AGENT_409",
        "422, '[]', AGENT_422",
    })
    void other_refusals_concern_this_call_alone(int status, String body, String reason) throws IOException {
        assertThat(placed(status, body))
                .isEqualTo(new PlacementResult(new CallEvent.Rejected(reason, NOW), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "500, '{}', HTTP_500",
        "503, '{}', HTTP_503",
        "302, '{}', HTTP_302",
        "200, '{}', ANSWER_NOT_UNDERSTOOD",
        "200, '{\"id\":\" \"}', ANSWER_NOT_UNDERSTOOD",
        "201, '<p>', ANSWER_NOT_UNDERSTOOD",
    })
    void after_an_answer_without_a_meaning_the_call_may_have_been_placed(int status, String body, String reason)
            throws IOException {
        assertThat(placed(status, body))
                .isEqualTo(new PlacementResult(new CallEvent.AnswerLost(reason, NOW), Optional.empty()));
    }

    @Test
    void a_line_without_address_or_signing_secret_is_blocked_and_calls_nobody() {
        for (Map<String, String> secret : List.of(
                Map.<String, String>of(),
                Map.of("signing_secret", "s"),
                Map.of("base_url", "http://localhost:1"),
                Map.of("base_url", "no address", "signing_secret", "s"))) {
            PlacementResult placing = new AgentCalls(
                            client(),
                            _ -> secret,
                            "https://us.example",
                            new AttemptTokens(() -> "token-secret"),
                            () -> NOW)
                    .place(request(LINE));

            assertThat(placing.event()).isEqualTo(new CallEvent.NotPlaced("LINE_SECRET", NOW.plusSeconds(30), NOW));
            assertThat(placing.trouble()).containsInstanceOf(ProviderTrouble.LineDown.class);
        }
    }

    @Test
    void the_lines_own_address_is_used_where_the_secret_has_none() throws IOException {
        PlacementResult placing = answered(
                201,
                "{\"id\":\"r-1\"}",
                null,
                url -> new AgentCalls(
                                client(),
                                _ -> Map.of("signing_secret", "s"),
                                "https://us.example",
                                new AttemptTokens(() -> "token-secret"),
                                () -> NOW)
                        .place(request(line(url))));

        assertThat(placing.event()).isEqualTo(new CallEvent.Accepted("r-1", NOW));
    }

    @Test
    void a_look_up_returns_all_that_the_runtime_knows_of_an_attempt() throws IOException {
        String body = "{\"id\":\"r-1\",\"status\":\"ended\",\"answered_by\":\"human\",\"duration\":61.5,"
                + "\"recording_url\":\"https://r.example/1\",\"at\":\"2026-03-02T14:59:00Z\"}";

        assertThat(found(200, body, NOW))
                .isEqualTo(new LookUp.Known(List.of(
                        new CallEvent.Accepted("r-1", NOW),
                        new CallEvent.Reported(
                                "r-1",
                                CallStatus.ENDED,
                                Duration.ofMillis(61_500),
                                AnsweredBy.HUMAN,
                                "https://r.example/1",
                                null,
                                NOW.minusSeconds(60)))));
    }

    /** Only the runtime's own code counts, and only after the time-out of the request that may still be in progress. */
    @ParameterizedTest
    @CsvSource({
        "404, '{\"error\":\"UNKNOWN_ATTEMPT\"}', 18, NotKnown",
        "404, '{\"error\":\"UNKNOWN_ATTEMPT\"}', 17, Unavailable",
        "404, '{}', 3600, Unavailable",
        "404, '<p>', 3600, Unavailable",
        "500, '{\"error\":\"UNKNOWN_ATTEMPT\"}', 3600, Unavailable",
        "200, '{}', 3600, Unavailable",
        "200, '<p>', 3600, Unavailable",
        "200, '', 3600, Unavailable",
        "200, '[]', 3600, Unavailable",
        "200, '{\"id\":\"r-1\"}', 3600, Unavailable",
        "200, '{\"id\":\"r-1\",\"status\":\"levitating\"}', 3600, Unavailable",
        "200, '{\"status\":\"ended\"}', 3600, Unavailable",
        "200, '{\"id\":\"r-1\",\"status\":\"unknown\"}', 3600, Unavailable",
        "200, '{\"id\":\"r-1\",\"status\":\"created\"}', 3600, Unavailable",
        "200, '{\"id\":\"r-1\",\"status\":\"ended\",\"duration\":-1}', 3600, Unavailable",
    })
    void an_attempt_is_unknown_only_if_the_runtime_says_so_late_enough(
            int status, String body, int secondsLater, String expected) throws IOException {
        assertThat(found(status, body, NOW.plusSeconds(secondsLater)).getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void an_answer_about_another_call_than_the_accepted_one_is_a_failed_look_up() throws IOException {
        Call call = (Call)
                ((AttemptRules.Step.MoveTo) AttemptRules.apply(call(), new CallEvent.Accepted("r-1", NOW))).next();
        for (String id : List.of("r-1", "r-2")) {
            LookUp found = answered(
                    200,
                    "{\"id\":\"" + id + "\",\"status\":\"ended\"}",
                    null,
                    url -> calls(url).lookUp(LINE, call));

            assertThat(found).as(id).isInstanceOf(id.equals("r-1") ? LookUp.Known.class : LookUp.Unavailable.class);
        }
    }

    private static PlacementResult placed(int status, String body) throws IOException {
        return answered(status, body, null, url -> calls(url).place(request(LINE)));
    }

    private static LookUp found(int status, String body, Instant now) throws IOException {
        return answered(
                status, body, null, url -> calls(url, InstantSource.fixed(now)).lookUp(LINE, call()));
    }

    private static Call call() {
        return Examples.callOf(request(LINE), NOW);
    }

    private interface Asking<T> {
        T ask(String url);
    }

    private static <T> T answered(int status, String body, @Nullable String retryAfter, Asking<T> asking)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/calls", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            return asking.ask("http://localhost:" + server.getAddress().getPort() + "/calls");
        } finally {
            server.stop(0);
        }
    }

    private static AgentCalls calls(String url) {
        return calls(url, InstantSource.fixed(NOW));
    }

    private static AgentCalls calls(String url, InstantSource clock) {
        Map<String, String> secret = Map.of("signing_secret", "s", "base_url", url);
        return new AgentCalls(
                client(), _ -> secret, "https://us.example", new AttemptTokens(() -> "token-secret"), clock);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(3))
                .build();
    }

    private static CallRequest request(Line line) {
        CampaignId campaign = new CampaignId("c1");
        PhoneNumber number = new PhoneNumber("+525555551234");
        ContactData data = new ContactData("", "Ana", "", "", "", Map.of());
        Contact contact = Contact.loaded(ContactId.of(campaign, number), number, data, "up/0/1", NOW);
        return new CallRequest(
                new AttemptId(contact.id(), 1), line, new AgentId("agent"), contact, "Hi", Examples.LIMITS);
    }

    private static Line line(@Nullable String voiceUrl) {
        return Examples.lineOf(Provider.AGENT, new LineId("iph_1"), "vuelta/agent", voiceUrl);
    }
}
