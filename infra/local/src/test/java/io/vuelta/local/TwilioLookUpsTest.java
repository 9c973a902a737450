package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.testkit.fakes.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of look-ups at Twilio: by sid, or by numbers and time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("slow")
class TwilioLookUpsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NUMBER = "+525555559001";
    private static final String LOST = "{\"cut\":true}";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final VirtualTime clock = new VirtualTime(now);

    @AutoClose
    private final TwilioCampaign campaign;

    TwilioLookUpsTest() throws Exception {
        campaign = new TwilioCampaign(clock, 1, false, Map.of(), NUMBER);
    }

    private Call call() {
        return campaign.call(NUMBER);
    }

    private void ask() {
        clock.advance(Duration.ofSeconds(60));
        campaign.lookAgain(campaign.contact(NUMBER), clock.instant());
        campaign.tick();
    }

    private void orderAnswer(String request, String body) throws Exception {
        campaign.order(MAPPER.createObjectNode()
                .put("request", request)
                .put("status", 200)
                .put("body", body)
                .toString());
    }

    @ParameterizedTest
    @CsvSource({
        "queued,      ,                    QUEUED,      ,        SENDING",
        "initiated,   ,                    QUEUED,      ,        SENDING",
        "ringing,     ,                    RINGING,     ,        SENDING",
        "in-progress, ,                    IN_PROGRESS, ,        SENDING",
        "in-progress, human,               IN_PROGRESS, HUMAN,   SENDING",
        "completed,   human,               ENDED,       HUMAN,   ANSWERED",
        "completed,   machine_start,       ENDED,       MACHINE, RETRYING",
        "completed,   machine_end_beep,    ENDED,       MACHINE, RETRYING",
        "completed,   machine_end_silence, ENDED,       MACHINE, RETRYING",
        "completed,   machine_end_other,   ENDED,       MACHINE, RETRYING",
        "completed,   fax,                 ENDED,       MACHINE, RETRYING",
        "completed,   unknown,             ENDED,       UNKNOWN, ANSWERED",
        "completed,   ,                    ENDED,       UNKNOWN, ANSWERED",
        "busy,        ,                    BUSY,        ,        RETRYING",
        "no-answer,   ,                    NO_ANSWER,   ,        RETRYING",
        "failed,      ,                    FAILED,      ,        QUEUE",
        "canceled,    ,                    FAILED,      ,        QUEUE",
    })
    void by_its_sid_every_status_and_answerer_has_its_own(
            String value, @Nullable String by, CallStatus status, @Nullable AnsweredBy answerer, ContactStatus contact)
            throws Exception {
        campaign.tick();
        orderAnswer(
                "read",
                MAPPER.createObjectNode()
                        .put("sid", call().state().providerId())
                        .put("status", value)
                        .put("answered_by", by)
                        .put("duration", value.equals("completed") ? "61" : null)
                        .put("end_time", rfc(30))
                        .toString());

        ask();

        assertThat(call().status()).isEqualTo(status);
        assertThat(call().state().answeredBy()).isEqualTo(answerer);
        assertThat(campaign.contact(NUMBER).status()).isEqualTo(contact);
        if (status == CallStatus.ENDED) {
            assertThat(call().state().duration()).isEqualTo(Duration.ofSeconds(61));
            assertThat(call().state().endedAt()).isEqualTo(now.plusSeconds(30));
        }
    }

    @Test
    void an_accepted_call_that_no_longer_exists_has_failed() throws Exception {
        campaign.tick();
        campaign.order("{\"request\":\"read\",\"status\":404,\"code\":20404}");

        ask();

        assertThat(call().status()).isEqualTo(CallStatus.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':401,'code':20003",
                "'status':429,'code':20429",
                "'status':500",
                "'cut':true,'times':9",
                "'delay_ms':4000",
            })
    void a_refused_or_lost_look_up_changes_nothing_except_that_it_is_noted(String fault) throws Exception {
        campaign.tick();
        Call before = call();
        campaign.order("{'request':'read',".replace('\'', '"') + fault.replace('\'', '"') + "}");

        ask();

        assertFailedLookUp(before);
    }

    private void assertFailedLookUp(Call before) {
        assertThat(call().state()).isEqualTo(before.state());
        assertThat(call().eventTimes().keySet()).containsExactlyInAnyOrder("ACCEPTED_BY_PROVIDER", "LOOK_UP_FAILED");
        assertThat(campaign.contact(NUMBER).status()).isEqualTo(ContactStatus.SENDING);
        assertThat(campaign.line().blocked(clock.instant())).isEmpty();
        assertThat(campaign.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
    }

    /** Twilio answers 200, and the body has no usable information; {@code ours} is the sid of the call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{}",
                "[]",
                "{'sid':'ours'}",
                "{'sid':'ours','status':null}",
                "{'sid':'ours','status':'levitating'}",
                "{'status':'completed'}",
                "{'sid':'another','status':'completed','answered_by':'human'}",
            })
    void an_unusable_answer_is_a_failed_look_up_and_a_day_of_them_ends_the_call(String body) throws Exception {
        campaign.tick();
        Call before = call();
        String answer = body.replace('\'', '"').replace("ours", sid(before));
        orderAnswer("read", answer);

        ask();

        assertFailedLookUp(before);
        clock.advance(Duration.ofHours(25));
        orderAnswer("read", answer);
        ask();
        assertThat(campaign.contact(NUMBER).status()).isEqualTo(ContactStatus.FAILED);
        assertThat(campaign.contact(NUMBER).reason()).isEqualTo("NEVER_LOOKED_UP");
    }

    private static String sid(Call call) {
        return Objects.requireNonNull(call.state().providerId());
    }

    /** Seconds after the request at which calls were made, the newest first; and which of them is ours, if any. */
    @ParameterizedTest
    @CsvSource({
        "1,       1",
        "'10, 2', 2",
        "'3, -2', -2",
        "'-60',   ",
        "'60',    ",
        "'60, 1', 1",
        "'',      ",
    })
    void a_look_up_by_numbers_and_time_takes_the_first_call_made_at_the_time_of_the_request(
            String made, @Nullable Integer ours) throws Exception {
        campaign.order(LOST);
        campaign.tick();
        orderAnswer("list", list(made));

        ask();

        assertThat(call().state().providerId()).isEqualTo(ours == null ? null : sid(ours));
        assertThat(call().status()).isEqualTo(ours == null ? CallStatus.FAILED : CallStatus.QUEUED);
        assertThat(call().state().error()).isEqualTo(ours == null ? "NOT_KNOWN_TO_PROVIDER" : null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status':401,'code':20003",
                "'status':404,'code':20404",
                "'status':429,'code':20429",
                "'status':500",
                "'status':200,'body':'<html>'",
                "'status':200,'body':'{}'",
                "'status':200,'body':'[]'",
                "'cut':true,'times':9",
            })
    void an_invalid_list_does_not_prove_that_no_call_was_made(String fault) throws Exception {
        campaign.order(LOST);
        campaign.tick();
        campaign.order("{'request':'list',".replace('\'', '"') + fault.replace('\'', '"') + "}");

        ask();

        assertThat(call().status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(campaign.contact(NUMBER).status()).isEqualTo(ContactStatus.SENDING);
    }

    /** Twilio lists a call; {@code now} is the instant of the request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'sid':'CA1','status':'queued'}",
                "{'sid':'CA1','status':'queued','date_created':'today'}",
                "{'status':'queued','date_created':'now'}",
                "{'sid':'CA1','date_created':'now'}",
                "{'sid':'CA1','status':'levitating','date_created':'now'}",
            })
    void an_unusable_call_in_a_list_does_not_prove_that_no_call_was_made(String listed) throws Exception {
        campaign.order(LOST);
        campaign.tick();
        orderAnswer(
                "list",
                "{'calls':[%s]}".formatted(listed).replace("now", rfc(0)).replace('\'', '"'));

        ask();

        assertThat(call().status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(call().eventTimes()).containsKey("LOOK_UP_FAILED");
        assertThat(campaign.contact(NUMBER).status()).isEqualTo(ContactStatus.SENDING);
    }

    @Test
    void a_call_is_not_reported_as_never_made_while_its_request_may_still_arrive() throws Exception {
        campaign.order(LOST);
        campaign.tick();

        clock.advance(Duration.ofSeconds(3));
        campaign.lookAgain(campaign.contact(NUMBER), clock.instant());
        campaign.tick();

        assertThat(call().status()).isEqualTo(CallStatus.UNKNOWN);
    }

    @Test
    void a_call_of_another_line_to_the_same_number_is_ignored() throws Exception {
        campaign.order(LOST);
        campaign.tick();
        callFrom("+525588886666");
        assertThat(campaign.simulator.calls()).hasSize(1);

        ask();

        assertThat(call().state().error()).isEqualTo("NOT_KNOWN_TO_PROVIDER");
    }

    private void callFrom(String number) throws Exception {
        String form = "To=%2B" + NUMBER.substring(1) + "&From=%2B" + number.substring(1) + "&Url=https://a.example";
        String credentials = TwilioCampaign.SID + ":" + TwilioCampaign.TOKEN;
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(campaign.simulator.baseUrl() + "/2010-04-01/Accounts/"
                                    + TwilioCampaign.SID + "/Calls.json"))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    /** No call has begun to be dialled: Twilio shows no start_time then. */
    private String list(String made) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode calls = json.putArray("calls");
        for (String second : made.isEmpty() ? new String[0] : made.split(", ")) {
            int after = Integer.parseInt(second);
            calls.addObject()
                    .put("sid", sid(after))
                    .put("status", "queued")
                    .put("date_created", rfc(after))
                    .putNull("start_time");
        }
        return json.toString();
    }

    private static String sid(int second) {
        return "CA%032x".formatted(1_000 + second);
    }

    private String rfc(int secondsLater) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                now.plusSeconds(secondsLater).atOffset(ZoneOffset.UTC));
    }
}
