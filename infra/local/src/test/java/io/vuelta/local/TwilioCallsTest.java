package io.vuelta.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.adapters.provider.twilio.TwilioCalls;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.AttemptRules;
import io.vuelta.domain.attempt.AttemptStart;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallState;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.providers.twilio.AccountLimits;
import io.vuelta.providers.twilio.CallPopulation;
import io.vuelta.providers.twilio.TwilioSimulator;
import io.vuelta.testkit.Await;
import io.vuelta.testkit.examples.Examples;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twilio's adapter on the simulator: the result of each answer, and of later look-ups. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class TwilioCallsTest {
    private static final String SID = "AC" + "0".repeat(32);
    private static final String TOKEN = "token";
    private static final LineId LINE = new LineId("iph_1");
    private static final HttpClient HTTP = ProviderHttp.client(InstantSource.system());

    @AutoClose
    private static final TwilioSimulator SIMULATOR = TwilioSimulator.start(new TwilioSimulator.Options(
            0,
            InstantSource.system(),
            1,
            CallPopulation.ordinary(),
            500,
            null,
            SID,
            TOKEN,
            AccountLimits.none(),
            false));

    @Test
    void an_accepted_call_has_its_sid() {
        assertThat(place("+525555559001").event())
                .isInstanceOfSatisfying(
                        CallEvent.Accepted.class,
                        accepted -> assertThat(accepted.providerId()).matches("CA[0-9a-f]{32}"));
    }

    @Test
    void a_429_throttles_the_line_until_the_instant_given_by_twilio_and_places_no_call() {
        PlacementResult placing = place("+525555559008");

        assertThat(placing.trouble()).containsInstanceOf(ProviderTrouble.LineThrottled.class);
        assertThat(placing.event())
                .isInstanceOfSatisfying(
                        CallEvent.NotPlaced.class,
                        notPlaced -> assertThat(Duration.between(notPlaced.at(), notPlaced.until()))
                                .isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void a_cut_connection_or_a_500_may_have_placed_the_call() {
        assertThat(place("+525555559007").event()).isInstanceOf(CallEvent.AnswerLost.class);
        assertThat(place("+525555559011").event()).isInstanceOf(CallEvent.AnswerLost.class);
    }

    @Test
    void a_long_row_fits_into_the_url_limit_of_twilio() {
        CallRequest request = request(
                "+525555559001",
                "https://agent.example/v",
                new ContactData("", "Ana", "ñ".repeat(5_000), "", "", Map.of("notes", "x".repeat(4_000))));

        assertThat(calls(SIMULATOR.baseUrl(), TOKEN).place(request).event()).isInstanceOf(CallEvent.Accepted.class);
    }

    /** Above the account's rate, Twilio accepts calls and dials them later. */
    @Test
    void a_call_queued_at_twilio_throttles_the_line_and_can_be_canceled() {
        try (TwilioSimulator slow = TwilioSimulator.start(new TwilioSimulator.Options(
                0,
                InstantSource.system(),
                1,
                CallPopulation.ordinary(),
                500,
                null,
                SID,
                TOKEN,
                new AccountLimits(0.1, 1_000),
                false))) {
            TwilioCalls calls = calls(slow.baseUrl(), TOKEN, InstantSource.system());
            assertThat(calls.place(request("+525555559001")).trouble()).isEmpty();

            CallRequest request = request("+525555559003");
            PlacementResult queued = calls.place(request);
            assertThat(queued.trouble()).containsInstanceOf(ProviderTrouble.LineThrottled.class);
            String sid = ((CallEvent.Accepted) queued.event()).providerId();

            calls.takeBack(request.line(), taken(request, sid));

            LookUp found = calls.lookUp(request.line(), taken(request, sid));
            assertThat(found)
                    .isInstanceOfSatisfying(
                            LookUp.Known.class,
                            known -> assertThat(known.events())
                                    .anySatisfy(event -> assertThat(event)
                                            .isInstanceOfSatisfying(
                                                    CallEvent.Reported.class,
                                                    reported -> assertThat(reported.error())
                                                            .isEqualTo(Call.CANCELED))));
        }
    }

    private static Call taken(CallRequest request, String sid) {
        CallEvent accepted = new CallEvent.Accepted(sid, Instant.now());
        return AttemptRules.apply(Examples.callOf(request, Instant.now()), accepted)
                        instanceof AttemptRules.Step.MoveTo move
                ? (Call) move.next()
                : Examples.callOf(request, Instant.now());
    }

    @Test
    void refused_credentials_are_an_account_error_and_use_no_attempt_of_the_contact() {
        PlacementResult forbidden = calls(SIMULATOR.baseUrl(), "wrong").place(request("+525555559001"));
        assertThat(forbidden.event()).isInstanceOf(CallEvent.NotPlaced.class);
        assertThat(forbidden.trouble()).contains(new ProviderTrouble.AccountUnusable());
    }

    @Test
    void an_unusable_secret_and_a_refused_connection_report_the_line_as_down() {
        PlacementResult noToken = new TwilioCalls(
                        HTTP,
                        _ -> Map.of(),
                        "http://127.0.0.1:1",
                        new AttemptTokens(() -> "token-secret"),
                        InstantSource.system())
                .place(request("+525555559001"));
        assertThat(noToken.event())
                .isInstanceOfSatisfying(
                        CallEvent.NotPlaced.class,
                        notPlaced -> assertThat(notPlaced.reason()).isEqualTo("LINE_SECRET"));
        assertThat(noToken.trouble()).containsInstanceOf(ProviderTrouble.LineDown.class);

        PlacementResult unreachable =
                calls(URI.create("http://127.0.0.1:1"), TOKEN).place(request("+525555559001"));
        assertThat(unreachable.event())
                .isInstanceOfSatisfying(
                        CallEvent.NotPlaced.class,
                        notPlaced -> assertThat(notPlaced.reason()).isEqualTo("PROVIDER_UNREACHABLE"));
        assertThat(unreachable.trouble()).containsInstanceOf(ProviderTrouble.LineDown.class);
    }

    @Test
    void a_call_with_a_lost_answer_is_found_by_numbers_and_time_after_the_request_timeout() {
        CallRequest request = request("+523335559007");
        Instant requestedAt = Instant.now();
        assertThat(calls(SIMULATOR.baseUrl(), TOKEN).place(request).event()).isInstanceOf(CallEvent.AnswerLost.class);
        Call lost = Examples.callOf(request, requestedAt);

        assertThat(calls(SIMULATOR.baseUrl(), TOKEN).lookUp(request.line(), lost))
                .isInstanceOf(LookUp.Unavailable.class);
        InstantSource later = () -> requestedAt.plusSeconds(60);
        assertThat(calls(SIMULATOR.baseUrl(), TOKEN, later).lookUp(request.line(), lost))
                .isInstanceOfSatisfying(
                        LookUp.Known.class,
                        known -> assertThat(known.events()).first().isInstanceOf(CallEvent.Accepted.class));
    }

    @Test
    void a_call_that_was_never_placed_is_reported_as_unknown() {
        CallRequest request = request("+523335559011");
        Instant requestedAt = Instant.now();
        var _ = calls(SIMULATOR.baseUrl(), TOKEN).place(request);

        InstantSource later = () -> requestedAt.plusSeconds(60);
        assertThat(calls(SIMULATOR.baseUrl(), TOKEN, later)
                        .lookUp(request.line(), Examples.callOf(request, requestedAt)))
                .isInstanceOf(LookUp.NotKnown.class);
    }

    @Test
    void a_call_is_looked_up_by_its_sid_to_its_end() throws InterruptedException {
        CallRequest request = request("+523335559003");
        AttemptEvent placed = calls(SIMULATOR.baseUrl(), TOKEN).place(request).event();
        String sid = ((CallEvent.Accepted) placed).providerId();
        Call call = new Call(
                new AttemptStart(
                        request.attempt(),
                        LINE,
                        request.contact().number(),
                        "Ana",
                        "mark",
                        new Place(1, 0),
                        Instant.now()),
                true,
                new CallState(CallStatus.QUEUED, sid, null, null, null, Duration.ZERO, null, null),
                false,
                null,
                new TreeMap<>(),
                1);

        Await.until(Duration.ofSeconds(10), "the call is busy", () -> {
            LookUp found = calls(SIMULATOR.baseUrl(), TOKEN).lookUp(request.line(), call);
            return found instanceof LookUp.Known known
                    && known.events().stream()
                            .anyMatch(event -> event instanceof CallEvent.Reported reported
                                    && reported.status() == CallStatus.BUSY);
        });
    }

    private static PlacementResult place(String to) {
        return calls(SIMULATOR.baseUrl(), TOKEN).place(request(to));
    }

    private static TwilioCalls calls(URI baseUrl, String token) {
        return calls(baseUrl, token, InstantSource.system());
    }

    private static TwilioCalls calls(URI baseUrl, String token, InstantSource clock) {
        Map<String, String> secret = Map.of("account_sid", SID, "auth_token", token, "base_url", baseUrl.toString());
        return new TwilioCalls(HTTP, _ -> secret, "http://127.0.0.1:1", new AttemptTokens(() -> "token-secret"), clock);
    }

    private static CallRequest request(String to) {
        return request(to, null);
    }

    private static CallRequest request(String to, @Nullable String voiceUrl) {
        return request(to, voiceUrl, new ContactData("", "Ana", "", "", "", Map.of()));
    }

    private static CallRequest request(String to, @Nullable String voiceUrl, ContactData data) {
        CampaignId campaign = new CampaignId("c1");
        PhoneNumber number = new PhoneNumber(to);
        Contact contact = Contact.loaded(
                ContactId.of(campaign, number), number, data, "test", Instant.parse("2026-01-01T00:00:00Z"));
        return new CallRequest(
                new AttemptId(contact.id(), 1),
                Examples.lineOf(Provider.TWILIO, LINE, "local/twilio", voiceUrl),
                new AgentId("agent"),
                contact,
                "Hi, <Ana> & co?",
                Examples.LIMITS);
    }
}
