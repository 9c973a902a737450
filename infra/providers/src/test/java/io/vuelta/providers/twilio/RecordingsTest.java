package io.vuelta.providers.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.twilio.CallbackReceiver.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordingsTest {

    @AutoClose
    private final CallbackReceiver receiver;

    @AutoClose
    private final TwilioSimulator simulator = TwilioSimulator.start(new TwilioSimulator.Options(
            0,
            InstantSource.system(),
            42,
            CallPopulation.ordinary(),
            500,
            null,
            Account.SID,
            Account.TOKEN,
            AccountLimits.none(),
            false));

    RecordingsTest() throws IOException {
        receiver = new CallbackReceiver(Account.TOKEN, 0);
    }

    private String call(String to, String more) throws Exception {
        return Account.of(simulator)
                .call(
                        to,
                        "&StatusCallback=" + Account.encoded(receiver.url("/status?attempt=a1"))
                                + "&RecordingStatusCallback=" + Account.encoded(receiver.url("/recording?attempt=a1"))
                                + more)
                .text("sid");
    }

    private void awaitEnd() {
        Account.await(
                "the end of every call", () -> simulator.calls().stream().allMatch(call -> call.endedAt() != null));
    }

    private List<Received> awaitRecordings(int count) {
        Account.await(count + " recordings", () -> receiver.at("/recording").size() >= count);
        return receiver.at("/recording");
    }

    @ParameterizedTest
    @CsvSource({"9001, mono, 1", "9002, dual, 2"})
    void the_recording_of_an_answered_call_is_reported_signed_after_the_end_and_can_be_downloaded(
            String ending, String channels, String number) throws Exception {
        String sid = call("+1202555" + ending, "&Record=true&RecordingChannels=" + channels);

        Received received = awaitRecordings(1).getFirst();

        assertThat(receiver.all()).extracting(Received::path).containsExactly("/status", "/recording");
        assertThat(received.signed()).isTrue();
        assertThat(received.query()).isEqualTo("attempt=a1");
        assertThat(received.get("CallSid")).isEqualTo(sid);
        assertThat(received.get("AccountSid")).isEqualTo(Account.SID);
        assertThat(received.get("RecordingSid")).matches("RE[0-9a-f]{32}");
        assertThat(received.get("RecordingStatus")).isEqualTo("completed");
        assertThat(received.get("RecordingDuration"))
                .isEqualTo(receiver.all().getFirst().get("CallDuration"));
        assertThat(received.get("RecordingChannels")).isEqualTo(number);
        assertThat(received.get("RecordingSource")).isEqualTo("OutboundAPI");
        for (String url : List.of(received.get("RecordingUrl"), received.get("RecordingUrl") + ".wav")) {
            assertThat(download(url).headers().firstValue("Content-Type")).contains("audio/x-wav");
            assertThat(new String(download(url).body(), 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("RIFF");
        }
        JsonNode listed = recordings(sid);
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/sid").asText()).isEqualTo(received.get("RecordingSid"));
        assertThat(listed.at("/0/status").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "9001, ''",
        "9001, &Record=false",
        "9003, &Record=true",
        "9004, &Record=true&Timeout=1",
    })
    void there_is_no_recording_unless_it_was_requested_and_the_call_was_answered(String ending, String more)
            throws Exception {
        String sid = call("+1202555" + ending, more);
        awaitEnd();
        Account.await("the end is reported", () -> receiver.at("/status").size() == 1);

        assertThat(recordings(sid)).isEmpty();
        assertThat(download(simulator.baseUrl() + Recording.path(Account.SID) + "/RE" + sid.substring(2))
                        .statusCode())
                .isEqualTo(404);
        assertThat(receiver.at("/recording")).isEmpty();
    }

    @Test
    void only_the_requested_recording_events_are_sent() throws Exception {
        call("+12025559001", "&Record=true&RecordingStatusCallbackEvent=in-progress");
        call("+12025559001", "&Record=true&RecordingStatusCallbackEvent=in-progress+completed");

        assertThat(awaitRecordings(1)).hasSize(1);
        awaitEnd();
        Account.await("both ends are reported", () -> receiver.at("/status").size() == 2);
        assertThat(receiver.at("/recording")).hasSize(1);
    }

    @Test
    void the_recording_callback_uses_get_if_requested() throws Exception {
        call("+12025559001", "&Record=true&RecordingStatusCallbackMethod=GET");

        assertThat(awaitRecordings(1)).allSatisfy(received -> {
            assertThat(received.method()).isEqualTo("GET");
            assertThat(received.signed()).isTrue();
        });
    }

    @Test
    void the_recording_callback_is_duplicated_or_lost_like_the_other_callbacks_of_the_number() throws Exception {
        call("+12025559010", "&Record=true");
        assertThat(awaitRecordings(2))
                .extracting(received -> received.get("RecordingSid"))
                .hasSize(2)
                .containsOnly(receiver.at("/recording").getFirst().get("RecordingSid"));

        String silent = call("+12025559009", "&Record=true");
        awaitEnd();
        assertThat(recordings(silent)).hasSize(1);
        assertThat(receiver.at("/recording"))
                .extracting(received -> received.get("CallSid"))
                .doesNotContain(silent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/RE1", "", "/RE1.wav", "/RE1.json"})
    void a_missing_recording_is_404(String path) throws Exception {
        assertThat(download(simulator.baseUrl() + Recording.path(Account.SID) + path)
                        .statusCode())
                .isEqualTo(404);
    }

    private JsonNode recordings(String sid) throws Exception {
        return Account.of(simulator)
                .get(Account.CALLS.replace(".json", "/" + sid + "/Recordings.json"))
                .body()
                .path("recordings");
    }

    private static HttpResponse<byte[]> download(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
        }
    }
}
