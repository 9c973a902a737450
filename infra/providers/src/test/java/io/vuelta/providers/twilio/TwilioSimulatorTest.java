package io.vuelta.providers.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.vuelta.providers.twilio.Account.Answered;
import io.vuelta.providers.twilio.CallbackReceiver.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwilioSimulatorTest {

    private static final String HUMAN = "+12025559001";
    private static final String MACHINE = "+12025559002";
    private static final String ALL_EVENTS = "&StatusCallbackEvent=initiated&StatusCallbackEvent=ringing"
            + "&StatusCallbackEvent=answered&StatusCallbackEvent=completed";

    /** An hour of simulated time passes in 18 s: a call rings 10 to 40 ms and a human talks 75 to 450 ms. */
    private static final double FAST = 200;

    /** At this speed calls are only placed and ring within a test. */
    private static final double AS_IN_LIFE = 1;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private CallbackReceiver receiver;

    TwilioSimulatorTest() throws IOException {
        receiver = new CallbackReceiver(Account.TOKEN, 0);
    }

    @BeforeEach
    void listen() {
        opened.add(receiver);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private TwilioSimulator start(double speed) {
        return start(speed, null, InstantSource.system(), AccountLimits.none());
    }

    private TwilioSimulator start(double speed, @Nullable Path journal, InstantSource clock, AccountLimits limits) {
        TwilioSimulator simulator = TwilioSimulator.start(new TwilioSimulator.Options(
                0, clock, 42, CallPopulation.ordinary(), speed, journal, Account.SID, Account.TOKEN, limits, false));
        opened.add(simulator);
        return simulator;
    }

    private String callback(String attempt) {
        return "&StatusCallback=" + Account.encoded(receiver.url("/status?attempt=" + attempt + "&x=a%2Bb"));
    }

    private static void awaitEnd(TwilioSimulator simulator) {
        Account.await(
                "the end of every call", () -> simulator.calls().stream().allMatch(call -> call.endedAt() != null));
    }

    private List<Received> awaitCallbacks(int count) {
        Account.await(count + " callbacks", () -> receiver.all().size() >= count);
        return receiver.all();
    }

    private static List<String> statuses(List<Received> callbacks) {
        return callbacks.stream().map(one -> one.get("CallStatus")).toList();
    }

    // ---- How a call goes

    @Test
    void an_accepted_call_is_answered_with_twilios_resource() throws Exception {
        TwilioSimulator simulator = start(AS_IN_LIFE);

        Answered answer = Account.of(simulator).call(HUMAN, "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("sid")).matches("CA[0-9a-f]{32}");
        assertThat(answer.text("account_sid")).isEqualTo(Account.SID);
        assertThat(answer.text("to")).isEqualTo(HUMAN);
        assertThat(answer.text("from")).isEqualTo(Account.FROM);
        assertThat(answer.text("status")).isEqualTo("queued");
        assertThat(answer.text("direction")).isEqualTo("outbound-api");
        assertThat(answer.text("uri")).isEqualTo(Account.resource(answer.text("sid")));
        assertThat(answer.body().get("start_time").isNull()).isTrue();
        assertThat(answer.body().get("price").isNull()).isTrue();
        assertThat(answer.text("date_created"))
                .matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000");
    }

    @Test
    void a_call_answered_by_a_human_sends_every_event_in_order_and_signed() throws Exception {
        TwilioSimulator simulator = start(FAST);
        String sid =
                Account.of(simulator).call(HUMAN, callback("a1") + ALL_EVENTS).text("sid");

        List<Received> callbacks = awaitCallbacks(4);

        assertThat(statuses(callbacks)).containsExactly("initiated", "ringing", "in-progress", "completed");
        assertThat(callbacks).extracting(one -> one.get("SequenceNumber")).containsExactly("0", "1", "2", "3");
        assertThat(callbacks).allSatisfy(one -> {
            assertThat(one.signed()).isTrue();
            assertThat(one.query()).isEqualTo("attempt=a1&x=a%2Bb");
            assertThat(one.get("CallSid")).isEqualTo(sid);
            assertThat(one.get("AccountSid")).isEqualTo(Account.SID);
            assertThat(one.get("To")).isEqualTo(HUMAN).isEqualTo(one.get("Called"));
            assertThat(one.get("From")).isEqualTo(Account.FROM).isEqualTo(one.get("Caller"));
            assertThat(one.get("CallbackSource")).isEqualTo("call-progress-events");
            assertThat(one.parameters()).doesNotContainKey("AnsweredBy");
            assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(one.get("Timestamp")))
                    .isNotNull();
        });
        assertThat(callbacks.getFirst().parameters()).doesNotContainKey("CallDuration");
    }

    @Test
    void durations_are_life_seconds_at_any_speed() throws Exception {
        TwilioSimulator simulator = start(FAST);
        String sid = Account.of(simulator).call(HUMAN, callback("a1")).text("sid");
        Received completed = awaitCallbacks(1).getFirst();
        Answered resource = Account.of(simulator).read(sid);
        LoggedCall logged = simulator.calls().getFirst();

        int seconds = Integer.parseInt(completed.get("CallDuration"));
        assertThat(seconds).isBetween(15, 90);
        assertThat(completed.get("Duration")).isEqualTo("" + Math.ceilDiv(seconds, 60));
        assertThat(resource.text("status")).isEqualTo("completed");
        assertThat(resource.body().get("duration").isTextual()).isTrue();
        assertThat(resource.text("duration")).isEqualTo("" + seconds);
        assertThat(resource.body().get("answered_by").isNull()).isTrue();
        assertThat(Duration.between(Objects.requireNonNull(logged.beganAt()), Objects.requireNonNull(logged.endedAt())))
                .isBetween(Duration.ofMillis(17_000 / 200), Duration.ofMillis(98_000 / 200));
    }

    @Test
    void without_chosen_events_only_the_end_is_sent() throws Exception {
        TwilioSimulator simulator = start(FAST);
        Account.of(simulator).call(HUMAN, callback("a1"));
        Account.of(simulator).call(HUMAN, callback("a2"));

        assertThat(statuses(awaitCallbacks(2))).containsExactly("completed", "completed");
    }

    @Test
    void a_callback_by_get_carries_its_signed_parameters_in_the_query() throws Exception {
        TwilioSimulator simulator = start(FAST);
        Account.of(simulator).call("+12025559003", callback("a1") + "&StatusCallbackMethod=GET");

        Received callback = awaitCallbacks(1).getFirst();

        assertThat(callback.method()).isEqualTo("GET");
        assertThat(callback.signed()).isTrue();
        assertThat(callback.get("CallStatus")).isEqualTo("busy");
        assertThat(callback.get("attempt")).isEqualTo("a1");
    }

    @ParameterizedTest
    @CsvSource({
        "+12025559001, completed, human, 'initiated,ringing,in-progress,completed'",
        "+12025559002, completed, machine, 'initiated,ringing,in-progress,completed'",
        "+12025559003, busy, busy, 'initiated,busy'",
        "+12025559004, no-answer, no-answer, 'initiated,ringing,no-answer'",
        "+12025559005, failed, failed, 'initiated,failed'",
    })
    void a_magic_number_always_has_the_same_outcome(String to, String status, String outcome, String reported)
            throws Exception {
        TwilioSimulator simulator = start(FAST);
        String sid = Account.of(simulator)
                .call(to, "&Timeout=30" + callback("a1") + ALL_EVENTS)
                .text("sid");

        List<String> expected = List.of(reported.split(",", -1));
        assertThat(statuses(awaitCallbacks(expected.size()))).isEqualTo(expected);
        assertThat(Account.of(simulator).read(sid).text("status")).isEqualTo(status);
        assertThat(simulator.calls().getFirst().outcome())
                .hasToString(outcome.toUpperCase(Locale.ROOT).replace("-", "_"));
        if (!status.equals("completed")) {
            assertThat(receiver.all().getLast().get("CallDuration")).isEqualTo("0");
            assertThat(Account.of(simulator).read(sid).text("duration")).isEqualTo("0");
        }
    }

    @Test
    void two_hundred_parallel_calls_all_end_and_send_all_events() throws Exception {
        TwilioSimulator simulator = start(100);
        Account account = Account.of(simulator);
        for (int i = 0; i < 200; i++) {
            assertThat(account.call("+120256" + (10_000 + i), callback("n" + i) + "&Timeout=20" + ALL_EVENTS)
                            .status())
                    .isEqualTo(201);
        }

        awaitEnd(simulator);
        Account.await(
                "200 ends",
                () -> receiver.all().stream()
                                .filter(one -> one.parameters().containsKey("CallDuration"))
                                .count()
                        == 200);
        assertThat(receiver.all()).allMatch(Received::signed);
        assertThat(simulator.calls()).extracting(LoggedCall::outcome).contains(CallEnding.HUMAN, CallEnding.BUSY);
    }

    // ---- Machine detection

    @ParameterizedTest
    @CsvSource({
        "+12025559001, Enable, human",
        "+12025559002, Enable, machine_start",
        "+12025559002, DetectMessageEnd, machine_end_(beep|silence|other)",
    })
    void an_asynchronous_detection_result_has_its_own_callback_before_the_end(
            String to, String detection, String verdict) throws Exception {
        TwilioSimulator simulator = start(FAST);
        String amd = Account.encoded(receiver.url("/amd?attempt=a1"));
        String sid = Account.of(simulator)
                .call(
                        to,
                        callback("a1") + "&MachineDetection=" + detection + "&AsyncAmd=true&AsyncAmdStatusCallback="
                                + amd)
                .text("sid");

        List<Received> callbacks = awaitCallbacks(2);

        Received first = callbacks.getFirst();
        assertThat(first.path()).isEqualTo("/amd");
        assertThat(first.signed()).isTrue();
        assertThat(first.get("CallSid")).isEqualTo(sid);
        assertThat(first.get("AccountSid")).isEqualTo(Account.SID);
        assertThat(first.get("AnsweredBy")).matches(verdict);
        assertThat(Integer.parseInt(first.get("MachineDetectionDuration"))).isBetween(2000, 4000);
        assertThat(callbacks.getLast().parameters()).doesNotContainKey("AnsweredBy");
        assertThat(Account.of(simulator).read(sid).text("answered_by")).matches(verdict);
    }

    @Test
    void a_synchronous_detection_result_is_in_the_later_events_and_the_resource() throws Exception {
        TwilioSimulator simulator = start(FAST);
        String sid = Account.of(simulator)
                .call(MACHINE, callback("a1") + ALL_EVENTS + "&MachineDetection=Enable")
                .text("sid");

        List<Received> callbacks = awaitCallbacks(4);

        assertThat(callbacks).extracting(one -> one.get("AnsweredBy")).containsExactly("", "", "", "machine_start");
        assertThat(Account.of(simulator).read(sid).text("answered_by")).isEqualTo("machine_start");
    }

    // ---- Magic numbers that misbehave

    @Test
    void number_9006_is_busy_once_and_then_a_human() throws Exception {
        TwilioSimulator simulator = start(FAST);
        Account.of(simulator).call("+12025559006", "");
        Account.of(simulator).call("+12025559006", "");
        Account.of(simulator).call("+12125559006", "");
        awaitEnd(simulator);

        assertThat(simulator.calls())
                .extracting(LoggedCall::outcome)
                .containsExactly(CallEnding.BUSY, CallEnding.HUMAN, CallEnding.BUSY);
    }

    @Test
    void number_9007_is_called_but_the_connection_is_cut_without_an_answer() throws Exception {
        TwilioSimulator simulator = start(FAST);

        assertThatThrownBy(() -> Account.of(simulator).call("+12025559007", callback("a7")))
                .isInstanceOf(IOException.class);

        assertThat(statuses(awaitCallbacks(1))).containsExactly("completed");
        assertThat(simulator.calls()).hasSize(1).allSatisfy(call -> {
            assertThat(call.attempt()).isEqualTo("a7");
            assertThat(call.outcome()).isEqualTo(CallEnding.HUMAN);
        });
    }

    @Test
    void number_9008_is_throttled_once_without_being_placed_and_then_a_human() throws Exception {
        TwilioSimulator simulator = start(FAST);

        Answered first = Account.of(simulator).call("+12025559008", "");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.body().get("code").asInt()).isEqualTo(20429);
        assertThat(first.raw().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(simulator.calls()).isEmpty();

        assertThat(Account.of(simulator).call("+12025559008", "").status()).isEqualTo(201);
        awaitEnd(simulator);
        assertThat(simulator.calls()).extracting(LoggedCall::outcome).containsExactly(CallEnding.HUMAN);
    }

    @Test
    void number_9009_is_called_and_sends_no_callback() throws Exception {
        TwilioSimulator simulator = start(FAST);
        Account.of(simulator).call("+12025559009", callback("lost") + ALL_EVENTS);
        awaitEnd(simulator);
        Account.of(simulator).call(HUMAN, callback("told"));
        awaitCallbacks(1);
        awaitEnd(simulator);

        assertThat(receiver.all()).extracting(Received::query).containsExactly("attempt=told&x=a%2Bb");
        assertThat(simulator.calls()).extracting(LoggedCall::outcome).containsOnly(CallEnding.HUMAN);
    }

    @Test
    void numbers_9010_send_every_callback_twice_each_in_another_order() throws Exception {
        TwilioSimulator simulator = start(FAST);
        for (int i = 1; i <= 8; i++) {
            Account.of(simulator).call("+1202" + i + "559010", callback("n" + i) + ALL_EVENTS);
        }
        Account.of(simulator).call("+12021559010", callback("n9") + ALL_EVENTS);
        awaitCallbacks(72);

        List<String> orders = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> statuses(receivedOf("n" + i)))
                .peek(order -> assertThat(order)
                        .containsExactlyInAnyOrder(
                                "initiated",
                                "initiated",
                                "ringing",
                                "ringing",
                                "in-progress",
                                "in-progress",
                                "completed",
                                "completed"))
                .map(order -> String.join(" ", order))
                .toList();

        assertThat(orders.subList(0, 8)).doesNotHaveDuplicates().anyMatch(order -> order.startsWith("completed"));
        assertThat(orders.get(8)).isEqualTo(orders.get(0));
    }

    private List<Received> receivedOf(String attempt) {
        return receiver.all().stream()
                .filter(one -> one.query().startsWith("attempt=" + attempt + "&"))
                .toList();
    }

    @Test
    void number_9011_always_gets_500_and_is_never_placed() throws Exception {
        TwilioSimulator simulator = start(FAST);

        assertThat(Account.of(simulator).call("+12025559011", "").status()).isEqualTo(500);
        assertThat(Account.of(simulator).call("+12025559011", "").status()).isEqualTo(500);
        assertThat(simulator.calls()).isEmpty();
    }

    // ---- Refusals

    @Test
    void a_refusal_is_json_in_twilios_shape_and_not_logged() throws Exception {
        TwilioSimulator simulator = start(FAST);

        Answered answer = Account.of(simulator).post(Account.CALLS, "From=%2B12025550000&Url=https://a.example");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("code").asInt()).isEqualTo(21201);
        assertThat(answer.body().get("status").asInt()).isEqualTo(400);
        assertThat(answer.text("message")).contains("'To'");
        assertThat(answer.text("more_info")).isEqualTo("https://www.twilio.com/docs/errors/21201");
        assertThat(simulator.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/2010-04-01/Accounts/ACffffffffffffffffffffffffffffffff/Calls.json",
        "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA00000000000000000000000000000000.json",
        "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json",
        "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls",
        "/_local/twilio/calls/more",
        "/",
    })
    void a_missing_resource_is_404(String path) throws Exception {
        Account account = Account.of(start(FAST));

        assertThat(account.get(path).status()).isEqualTo(404);
        assertThat(account.get(path).body().get("code").asInt()).isEqualTo(20404);
        assertThat(account.post(path, "Status=completed").status()).isEqualTo(404);
    }

    @Test
    void a_wrong_password_is_401() throws Exception {
        TwilioSimulator simulator = start(FAST);

        Answered answer = new Account(simulator.baseUrl(), "wrong").call(HUMAN, "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().get("code").asInt()).isEqualTo(20003);
        assertThat(simulator.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"StartTime=yesterday", "StartTime%3E=2026-13-01", "StartTime%3C=2026", "PageSize=many"})
    void a_list_with_a_malformed_filter_is_400(String query) throws Exception {
        assertThat(Account.of(start(FAST)).get(Account.CALLS + "?" + query).status())
                .isEqualTo(400);
    }

    @Test
    void a_body_that_is_not_form_encoded_is_400() throws Exception {
        Account account = Account.of(start(FAST));

        assertThat(account.post(Account.CALLS, "To=%zz").status()).isEqualTo(400);
        assertThat(account.post(Account.CALLS, "{\"To\": \"+12025559001\"}").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "+12025559001, 200",
        "+12025559003, 486",
        "+12025559004, 487",
        "+12025559005, 404",
        "+12025559012, 503",
    })
    void the_end_callback_has_the_sip_code(String to, String sip) throws Exception {
        TwilioSimulator simulator = start(FAST);
        Account.of(simulator).call(to, callback("a1"));

        assertThat(awaitCallbacks(1).getLast().get("SipResponseCode")).isEqualTo(sip);
    }

    @Test
    void an_address_has_at_most_4000_characters() throws Exception {
        Account account = Account.of(start(FAST));
        String url = "https://a.example/?" + "x".repeat(4_000 - "https://a.example/?".length());
        String form = "To=%2B12025559001&From=%2B12025550000&Url=";

        assertThat(account.post(Account.CALLS, form + Account.encoded(url)).status())
                .isEqualTo(201);
        assertThat(account.post(Account.CALLS, form + Account.encoded(url + "x"))
                        .text("code"))
                .isEqualTo("21205");
    }

    // ---- AccountLimits

    @Test
    void calls_beyond_the_accounts_rate_stay_queued_and_begin_later() throws Exception {
        TwilioSimulator simulator = start(FAST, null, InstantSource.system(), new AccountLimits(20, Integer.MAX_VALUE));
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(Integer.valueOf(
                    Account.of(simulator).call("+12025559003", "").text("queue_time")));
        }
        awaitEnd(simulator);
        assertThat(waits.getFirst()).isZero();
        assertThat(waits.getLast()).isPositive();

        List<Instant> begins = simulator.calls().stream()
                .map(call -> Objects.requireNonNull(call.beganAt()))
                .toList();
        assertThat(IntStream.range(1, 5).mapToObj(i -> Duration.between(begins.get(i - 1), begins.get(i))))
                .allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(Duration.ofMillis(49)));
    }

    @Test
    void requests_beyond_the_limit_of_the_api_are_429_until_a_second_has_passed() throws Exception {
        Instant[] now = {Instant.parse("2026-01-05T10:00:00Z")};
        Account account = Account.of(start(FAST, null, () -> now[0], new AccountLimits(Double.POSITIVE_INFINITY, 2)));

        assertThat(account.get(Account.CALLS).status()).isEqualTo(200);
        assertThat(account.get(Account.CALLS).status()).isEqualTo(200);
        now[0] = now[0].plusMillis(999);
        assertThat(account.get(Account.CALLS).status()).isEqualTo(429);
        now[0] = now[0].plusMillis(1);
        assertThat(account.get(Account.CALLS).status()).isEqualTo(200);
    }

    // ---- Listing

    @Test
    void the_list_filters_by_numbers_status_and_start() throws Exception {
        TwilioSimulator simulator = start(AS_IN_LIFE, null, InstantSource.system(), new AccountLimits(0.001, 100));
        Account account = Account.of(simulator);
        String ringing = account.call(HUMAN, "").text("sid");
        String queued = account.call(HUMAN, "").text("sid");
        account.call(MACHINE, "");
        Account.await("the first call rings", () -> simulator.calls().getFirst().beganAt() != null);
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String human = "To=" + Account.encoded(HUMAN) + "&From=" + Account.encoded(Account.FROM);

        assertThat(listed(account, human)).containsExactly(queued, ringing);
        assertThat(listed(account, human + "&From=&Status=queued")).containsExactly(queued);
        assertThat(listed(account, human + "&Status=ringing")).containsExactly(ringing);
        assertThat(listed(account, human + "&StartTime=" + today)).containsExactly(ringing);
        assertThat(listed(account, human + "&StartTime%3E=" + today)).containsExactly(ringing);
        assertThat(listed(account, human + "&StartTime%3C=" + today)).isEmpty();
        assertThat(listed(account, human + "&StartTime%3E=" + Instant.now().minusSeconds(60)))
                .containsExactly(ringing);
        assertThat(listed(account, human + "&StartTime%3E=" + Instant.now().plusSeconds(60)))
                .isEmpty();
        assertThat(listed(
                        account,
                        "StartTime%3E=2026-01-01&StartTime%3C=" + Instant.now().plusSeconds(1)))
                .containsExactly(ringing);
        assertThat(listed(account, "From=%2B12025550199")).isEmpty();
    }

    private static List<String> listed(Account account, String query) throws Exception {
        return account.get(Account.CALLS + "?" + query).body().get("calls").findValuesAsText("sid");
    }

    @Test
    void the_pages_of_a_list_have_all_matching_calls_newest_first() throws Exception {
        Account account = Account.of(start(AS_IN_LIFE));
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.addFirst(account.call(HUMAN, "").text("sid"));
            account.call(MACHINE, "");
        }

        List<String> found = new ArrayList<>();
        String next = Account.CALLS + "?PageSize=2&To=" + Account.encoded(HUMAN);
        int pages = 0;
        while (!next.equals("null") && pages < 10) {
            JsonNode page = account.get(next).body();
            assertThat(page.get("page").asInt()).isEqualTo(pages++);
            assertThat(page.get("page_size").asInt()).isEqualTo(2);
            found.addAll(page.get("calls").findValuesAsText("sid"));
            next = page.get("next_page_uri").asText();
        }

        assertThat(found).isEqualTo(placed);
        assertThat(pages).isEqualTo(3);
    }

    // ---- Hanging up

    @ParameterizedTest
    @CsvSource({"canceled", "completed"})
    void a_queued_or_ringing_call_is_canceled(String status) throws Exception {
        TwilioSimulator simulator = start(AS_IN_LIFE, null, InstantSource.system(), new AccountLimits(0.001, 100));
        Account account = Account.of(simulator);
        String ringing = account.call(HUMAN, callback("a1")).text("sid");
        String queued = account.call(HUMAN, callback("a2")).text("sid");
        Account.await("the first call rings", () -> simulator.calls().getFirst().beganAt() != null);

        assertThat(account.post(Account.resource(ringing), "Status=" + status).text("status"))
                .isEqualTo("canceled");
        assertThat(account.post(Account.resource(queued), "Status=" + status).text("status"))
                .isEqualTo("canceled");

        assertThat(statuses(awaitCallbacks(2))).containsExactly("canceled", "canceled");
        assertThat(simulator.calls()).extracting(LoggedCall::outcome).containsOnly(CallEnding.CANCELED);
        assertThat(simulator.calls().getLast().beganAt()).isNull();
    }

    @Test
    void a_call_in_progress_is_not_canceled_but_completed_and_an_ended_one_does_not_change() throws Exception {
        TwilioSimulator simulator = start(20);
        Account account = Account.of(simulator);
        String sid = account.call(HUMAN, callback("a1") + ALL_EVENTS).text("sid");
        awaitCallbacks(3);

        assertThat(account.post(Account.resource(sid), "Status=canceled").text("status"))
                .isEqualTo("in-progress");
        Answered ended = account.post(Account.resource(sid), "Status=completed");
        Answered again = account.post(Account.resource(sid), "Status=completed");

        assertThat(ended.text("status")).isEqualTo("completed");
        assertThat(Integer.parseInt(ended.text("duration"))).isBetween(1, 14);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body().get("code").asInt()).isEqualTo(21220);
        assertThat(account.post(Account.resource(sid), "Status=busy").status()).isEqualTo(400);
        assertThat(awaitCallbacks(4).getLast().get("CallDuration")).isEqualTo(ended.text("duration"));
        assertThat(simulator.calls().getFirst().outcome()).isEqualTo(CallEnding.HUMAN);
    }

    // ---- The log

    @Test
    void the_log_has_every_accepted_call_including_those_accepted_by_another_server() throws Exception {
        TwilioSimulator simulator = start(FAST);
        Account account = Account.of(simulator);
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        simulator.handlers().forEach(other::createContext);
        other.start();
        opened.add(() -> other.stop(0));
        URI elsewhere = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        account.call("+12025559003", callback("a1"));
        new Account(elsewhere, Account.TOKEN).call("+12025559005", "");
        account.call("+12025559011", callback("a3"));
        awaitEnd(simulator);

        JsonNode log = new Account(elsewhere, "none needed")
                .get("/_local/twilio/calls")
                .body();

        assertThat(log).isEqualTo(account.get("/_local/twilio/calls").body());
        assertThat(log).hasSize(2);
        assertThat(log.get(0).get("attempt").asText()).isEqualTo("a1");
        assertThat(log.get(0).get("outcome").asText()).isEqualTo("busy");
        assertThat(log.get(1).get("attempt").isNull()).isTrue();
        for (String time : List.of("placed_at", "began_at", "ended_at")) {
            assertThat(log.get(0).get(time).asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
        assertThat(account.get("/_local/twilio/calls?attempt=a1").body()).hasSize(1);
        assertThat(account.get("/_local/twilio/calls?to=%2B12025559005").body()).hasSize(1);
        assertThat(account.get("/_local/twilio/calls?to=%2B12025559005&attempt=a1")
                        .body())
                .isEmpty();
    }

    @Test
    void the_log_has_no_end_until_the_call_ends() throws Exception {
        TwilioSimulator simulator = start(AS_IN_LIFE);
        Account.of(simulator).call(HUMAN, "");

        JsonNode entry =
                Account.of(simulator).get("/_local/twilio/calls").body().get(0);

        assertThat(entry.get("ended_at").isNull()).isTrue();
        assertThat(entry.get("outcome").isNull()).isTrue();
    }

    // ---- Going on after a death

    @Test
    void a_call_in_progress_continues_after_a_restart_and_sends_only_the_missing_events(@TempDir Path directory)
            throws Exception {
        Path journal = directory.resolve("twilio/journal.jsonl");
        TwilioSimulator first = start(10, journal, InstantSource.system(), AccountLimits.none());
        String sid = Account.of(first).call(HUMAN, callback("a1") + ALL_EVENTS).text("sid");
        Account.await(
                "the answer was reported and recorded", () -> lines(journal).contains(sid + "/answered/1"));
        LoggedCall before = first.calls().getFirst();
        first.close();
        Files.writeString(journal, "{\"kind\":\"placed\",\"si", StandardOpenOption.APPEND);

        InstantSource anHourLater = () -> Instant.now().plus(Duration.ofHours(1));
        TwilioSimulator second = start(10, journal, anHourLater, AccountLimits.none());

        assertThat(statuses(awaitCallbacks(4))).containsExactly("initiated", "ringing", "in-progress", "completed");
        assertThat(second.calls()).hasSize(1).allSatisfy(call -> {
            assertThat(call.sid()).isEqualTo(sid);
            assertThat(call.placedAt()).isEqualTo(before.placedAt());
            assertThat(call.beganAt()).isEqualTo(before.beganAt());
            assertThat(call.endedAt()).isBefore(Instant.now().plusSeconds(30));
            assertThat(call.outcome()).isEqualTo(CallEnding.HUMAN);
        });
        Account.await("the end was noted", () -> lines(journal).contains(sid + "/completed/1"));
        second.close();

        TwilioSimulator third = start(10, journal, anHourLater, AccountLimits.none());
        Account.of(third).call("+12025559003", callback("a2"));
        assertThat(statuses(awaitCallbacks(5)).subList(3, 5)).containsExactly("completed", "busy");
    }

    @Test
    void a_hang_up_the_queue_and_a_first_429_survive_a_restart(@TempDir Path directory) throws Exception {
        Path journal = directory.resolve("journal.jsonl");
        TwilioSimulator first = start(20, journal, InstantSource.system(), new AccountLimits(0.001, 100));
        Account account = Account.of(first);
        assertThat(account.call("+12025559008", "").status()).isEqualTo(429);
        String sid = account.call(HUMAN, callback("a1") + "&StatusCallbackEvent=answered")
                .text("sid");
        account.call("+12025559006", "");
        awaitCallbacks(1);
        account.post(Account.resource(sid), "Status=completed");
        LoggedCall hungUp = first.calls().getFirst();
        first.close();

        TwilioSimulator second = start(FAST, journal, InstantSource.system(), AccountLimits.none());
        assertThat(second.calls().getFirst()).isEqualTo(hungUp);
        assertThat(Account.of(second).call("+12025559008", "").status()).isEqualTo(201);
        Account.of(second).call("+12025559006", "");
        awaitEnd(second);

        assertThat(second.calls())
                .extracting(LoggedCall::outcome)
                .containsExactly(CallEnding.HUMAN, CallEnding.BUSY, CallEnding.HUMAN, CallEnding.HUMAN);
    }

    private static String lines(Path journal) {
        try {
            return Files.readString(journal);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void callbacks_are_retried_while_the_receiver_refuses_connections() throws Exception {
        TwilioSimulator simulator = start(FAST);
        String callback = callback("a1");
        int port = receiver.port();
        receiver.close();
        Account.of(simulator).call(HUMAN, callback + ALL_EVENTS);
        awaitEnd(simulator);

        receiver = new CallbackReceiver(Account.TOKEN, port);
        opened.add(receiver);

        assertThat(statuses(awaitCallbacks(4))).containsExactly("initiated", "ringing", "in-progress", "completed");
    }

    @Test
    void a_callback_that_is_answered_with_an_error_is_not_repeated() throws Exception {
        Set<String> bodies = new HashSet<>();
        List<String> seen = new ArrayList<>();
        HttpServer failing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        failing.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            synchronized (seen) {
                seen.add(body);
                bodies.add(body);
            }
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        failing.start();
        opened.add(() -> failing.stop(0));
        TwilioSimulator simulator = start(FAST);
        String target =
                Account.encoded("http://127.0.0.1:" + failing.getAddress().getPort() + "/s");
        Account.of(simulator).call(HUMAN, ALL_EVENTS + "&StatusCallback=" + target);

        Account.await("the last event", () -> {
            synchronized (seen) {
                return bodies.size() == 4;
            }
        });
        assertThat(seen).hasSize(4);
    }

    @Test
    void the_simulator_listens_on_the_loopback_interface_only() throws Exception {
        TwilioSimulator simulator = start(FAST);

        assertThat(simulator.baseUrl().getHost()).isEqualTo("127.0.0.1");
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI log = simulator.baseUrl().resolve("/_local/twilio/calls");
            assertThat(client.send(HttpRequest.newBuilder(log).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("[]");
        }
    }
}
