package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.adapters.provider.agent.AgentCalls;
import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallProvider;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.providers.agent.AgentSimulator;
import io.vuelta.providers.agent.TakenCall;
import io.vuelta.server.LoopbackServer;
import io.vuelta.testkit.Await;
import io.vuelta.testkit.examples.Examples;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generic agent's adapter on the reference runtime: the result of each answer, and of later look-ups. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AgentCallsTest {
    private static final String SECRET = "a signing secret";
    private static final HttpClient HTTP = ProviderHttp.client(InstantSource.system());

    @AutoClose
    private static final AgentSimulator SIMULATOR =
            AgentSimulator.start(new AgentSimulator.Options(InstantSource.system(), 1, 500, SECRET, null));

    @Test
    void an_accepted_call_has_the_id_of_the_runtime_and_its_request_has_all_contact_data() {
        CallRequest request = request("+525555559001");
        assertThat(calls(SECRET).place(request).event())
                .isInstanceOfSatisfying(
                        CallEvent.Accepted.class,
                        accepted -> assertThat(accepted.providerId()).startsWith("sim-"));

        TakenCall taken = logged(request);
        assertThat(taken.request())
                .hasToString(("{'attempt':'" + request.attempt() + "','to':'+525555559001','from':'+525588887777',"
                                + "'agent_id':'agent','agent_name':'Eva','agent_voice_id':'female_voice',"
                                + "'contact_id':'" + request.contact().id().hash()
                                + "','external_id':'17','name':'Ana','context':'Owes 5','first_message':'Hi,"
                                + " Ana?','record_calls':true,'ring_seconds':30,'max_call_seconds':900,"
                                + "'on_machine':'continue','machine_message':'',"
                                + "'callback_url':'http://127.0.0.1:1/webhooks/agent/iph_1',"
                                + "'result_url':'"
                                + new AttemptTokens(() -> "token-secret")
                                        .resultUrl("http://127.0.0.1:1", request.attempt())
                                + "',"
                                + "'variables':{'city':'Mérida'}}")
                        .replace('\'', '"'));
    }

    @Test
    void a_429_throttles_the_line_until_the_instant_given_by_the_runtime_and_places_no_call() {
        CallRequest request = request("+525555559008");
        PlacementResult placing = calls(SECRET).place(request);

        assertThat(placing.trouble()).containsInstanceOf(ProviderTrouble.LineThrottled.class);
        assertThat(placing.event())
                .isInstanceOfSatisfying(
                        CallEvent.NotPlaced.class,
                        notPlaced -> assertThat(Duration.between(notPlaced.at(), notPlaced.until()))
                                .isEqualTo(Duration.ofSeconds(1)));
        assertThat(SIMULATOR.calls())
                .extracting(TakenCall::attempt)
                .doesNotContain(request.attempt().toString());
    }

    @Test
    void a_refused_number_is_rejected_with_the_code_of_the_runtime() {
        assertThat(calls(SECRET).place(request("+525555559012")).event())
                .isInstanceOfSatisfying(
                        CallEvent.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo("AGENT_NUMBER_NOT_CALLABLE"));
    }

    @Test
    void a_wrong_secret_is_an_account_error_and_uses_no_attempt_of_the_contact() {
        PlacementResult placing = calls("another").place(request("+525555559001"));

        assertThat(placing.event()).isInstanceOf(CallEvent.NotPlaced.class);
        assertThat(placing.trouble()).contains(new ProviderTrouble.AccountUnusable());
    }

    @Test
    void a_refused_connection_reports_the_line_as_down() {
        PlacementResult placing = calls(URI.create("http://127.0.0.1:1/calls"), SECRET, InstantSource.system())
                .place(request("+525555559001"));

        assertThat(placing.event())
                .isInstanceOfSatisfying(
                        CallEvent.NotPlaced.class,
                        notPlaced -> assertThat(notPlaced.reason()).isEqualTo("PROVIDER_UNREACHABLE"));
        assertThat(placing.trouble()).containsInstanceOf(ProviderTrouble.LineDown.class);
    }

    @Test
    void a_call_with_a_lost_answer_is_found_by_its_attempt_and_was_requested_once() {
        CallRequest request = request("+523335559007");
        Instant requestedAt = Instant.now();
        assertThat(calls(SECRET).place(request).event()).isInstanceOf(CallEvent.AnswerLost.class);

        assertThat(calls(SECRET).lookUp(request.line(), Examples.callOf(request, requestedAt)))
                .isInstanceOfSatisfying(
                        LookUp.Known.class,
                        known -> assertThat(known.events()).first().isInstanceOf(CallEvent.Accepted.class));
        assertThat(logged(request).requests()).isEqualTo(1);
    }

    @Test
    void a_call_that_was_never_placed_is_reported_as_unknown_after_the_request_timeout() {
        CallRequest request = request("+523335559011");
        Instant requestedAt = Instant.now();
        AttemptEvent lost = calls(SECRET).place(request).event();
        assertThat(lost).isInstanceOf(CallEvent.AnswerLost.class);

        assertThat(calls(SECRET).lookUp(request.line(), Examples.callOf(request, requestedAt)))
                .isInstanceOf(LookUp.Unavailable.class);
        InstantSource later = () -> requestedAt.plusSeconds(60);
        assertThat(calls(SIMULATOR.callsUrl(), SECRET, later)
                        .lookUp(request.line(), Examples.callOf(request, requestedAt)))
                .isInstanceOf(LookUp.NotKnown.class);
    }

    @Test
    void a_call_is_looked_up_to_its_end() throws InterruptedException {
        CallRequest request = request("+523335559009");
        AttemptEvent placed = calls(SECRET).place(request).event();
        assertThat(placed).isInstanceOf(CallEvent.Accepted.class);

        Await.until(Duration.ofSeconds(10), "the call has ended", () -> {
            LookUp found = calls(SECRET).lookUp(request.line(), Examples.callOf(request, Instant.now()));
            return found instanceof LookUp.Known known
                    && known.events().getLast() instanceof CallEvent.Reported reported
                    && reported.status() == CallStatus.ENDED
                    && Duration.ofSeconds(30).equals(reported.duration())
                    && String.valueOf(reported.recordingUrl()).endsWith(".wav");
        });
    }

    @ParameterizedTest
    @CsvSource({"+523335559009, true, IN_PROGRESS, ENDED", "+523334449009, false, RINGING, FAILED"})
    void a_hang_up_ends_the_call_at_the_runtime_and_its_end_is_reported_as_usual(
            String number, boolean answered, CallStatus before, CallStatus end) throws InterruptedException {
        AgentSimulator.Options asInLife =
                new AgentSimulator.Options(InstantSource.system(), 1, answered ? 10 : 1, SECRET, null);
        try (AgentSimulator slow = AgentSimulator.start(asInLife)) {
            CallProvider calls = calls(slow.callsUrl(), SECRET, InstantSource.system());
            CallRequest request = request(number);
            calls.place(request);
            Call call = Examples.callOf(request, Instant.now());
            await(calls, request, before);

            calls.hangUp(request.line(), call);
            calls.hangUp(request.line(), call);

            await(calls, request, end);
            assertThat(slow.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"+523335559001, answered", "+523334449004, ringing"})
    void a_call_in_progress_continues_after_a_restart_of_the_runtime(
            String number, String event, @TempDir Path directory) throws Exception {
        AgentSimulator.Options options = new AgentSimulator.Options(
                InstantSource.system(), 1, event.equals("answered") ? 10 : 2, SECRET, directory.resolve("journal"));
        List<String> events = new CopyOnWriteArrayList<>();
        CallRequest request = request(number);
        try (LoopbackServer callbacks = LoopbackServer.bind(0)) {
            callbacks.serve("/", exchange -> {
                events.add(new ObjectMapper()
                        .readTree(LoopbackServer.body(exchange))
                        .path("event")
                        .asText());
                exchange.sendResponseHeaders(204, -1);
            });
            callbacks.start();
            TakenCall before;
            try (AgentSimulator first = AgentSimulator.start(options)) {
                calls(first.callsUrl(), SECRET, InstantSource.system(), callbacks.uri())
                        .place(request);
                Await.until(Duration.ofSeconds(10), "it is " + event, () -> events.contains(event));
                before = first.calls().getFirst();
            }
            events.clear();
            try (AgentSimulator second = AgentSimulator.start(options)) {
                calls(second.callsUrl(), SECRET, InstantSource.system(), callbacks.uri())
                        .place(request);
                String last = event.equals("answered") ? "result" : "no-answer";
                Await.until(Duration.ofSeconds(10), "it has ended", () -> events.contains(last));

                assertThat(events).startsWith(event).endsWith(last);
                assertThat(second.calls()).singleElement().satisfies(after -> {
                    assertThat(after.id()).isEqualTo(before.id());
                    assertThat(after.request()).isEqualTo(before.request());
                    assertThat(after.requests()).isEqualTo(2);
                });
            }
        }
    }

    private static void await(CallProvider calls, CallRequest request, CallStatus status) throws InterruptedException {
        Await.until(Duration.ofSeconds(10), "the call is " + status, () -> {
            LookUp found = calls.lookUp(request.line(), Examples.callOf(request, Instant.now()));
            return found instanceof LookUp.Known known
                    && known.events().getLast() instanceof CallEvent.Reported reported
                    && reported.status() == status
                    && (status != CallStatus.ENDED
                            || Duration.ofSeconds(30).compareTo(Objects.requireNonNull(reported.duration())) > 0);
        });
    }

    @Test
    void a_hang_up_never_throws_whatever_the_runtime_answers() {
        CallRequest request = request("+525555559003");
        Call never = Examples.callOf(request, Instant.now());

        calls(SECRET).hangUp(request.line(), never);
        calls("another").hangUp(request.line(), never);
        calls(URI.create("http://127.0.0.1:1/calls"), SECRET, InstantSource.system())
                .hangUp(request.line(), never);
        calls(URI.create("nowhere"), SECRET, InstantSource.system()).hangUp(request.line(), never);
    }

    private static TakenCall logged(CallRequest request) {
        return SIMULATOR.calls().stream()
                .filter(call -> call.attempt().equals(request.attempt().toString()))
                .findFirst()
                .orElseThrow();
    }

    private static CallProvider calls(String secret) {
        return calls(SIMULATOR.callsUrl(), secret, InstantSource.system());
    }

    private static CallProvider calls(URI url, String signingSecret, InstantSource clock) {
        return calls(url, signingSecret, clock, URI.create("http://127.0.0.1:1"));
    }

    private static CallProvider calls(URI url, String signingSecret, InstantSource clock, URI callbacks) {
        Map<String, String> secret = Map.of("signing_secret", signingSecret, "base_url", url.toString());
        return new AgentCalls(HTTP, _ -> secret, callbacks.toString(), new AttemptTokens(() -> "token-secret"), clock);
    }

    private static CallRequest request(String to) {
        CampaignId campaign = new CampaignId("c1");
        PhoneNumber number = new PhoneNumber(to);
        ContactData data = new ContactData("17", "Ana", "Owes 5", "Eva", "female_voice", Map.of("city", "Mérida"));
        Contact contact = Contact.loaded(
                ContactId.of(campaign, number), number, data, "test", Instant.parse("2026-01-01T00:00:00Z"));
        Line line = new Line(
                new LineId("iph_1"),
                new AgentId("agent"),
                Provider.AGENT,
                new PhoneNumber("+525588887777"),
                BigDecimal.ONE,
                "local/agent",
                null,
                true,
                Instant.parse("2026-01-01T00:00:00Z"));
        return new CallRequest(
                new AttemptId(contact.id(), 1), line, new AgentId("agent"), contact, "Hi, Ana?", Examples.LIMITS);
    }
}
