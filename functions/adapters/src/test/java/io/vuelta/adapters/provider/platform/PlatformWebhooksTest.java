package io.vuelta.adapters.provider.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.adapters.provider.elevenlabs.ElevenLabs;
import io.vuelta.adapters.provider.http.Signatures;
import io.vuelta.adapters.provider.retell.Retell;
import io.vuelta.adapters.provider.vapi.Vapi;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Mutated;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Any body that is posted in a platform's name: an unsigned body is forged, and a signed one is parsed or refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlatformWebhooksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String ATTEMPT = "C1.0322c47fd3a3e9d436bd8de93e5c2b0a.1";
    private static final LineId LINE = new LineId("iph_1");

    private final InMemoryStore store = new InMemoryStore();

    /** The platforms, each with its own report of the end of a conversation. */
    enum Poster {
        RETELL(
                "api_key",
                "{\"event\":\"call_analyzed\",\"call\":{\"call_id\":\"c1\",\"call_status\":\"ended\",\"metadata\":{\"attempt\":\""
                        + ATTEMPT + "\"},\"disconnection_reason\":\"user_hangup\",\"start_timestamp\":1772463500000,"
                        + "\"end_timestamp\":1772463561000,\"duration_ms\":61000,\"call_analysis\":{\"call_summary\":\"Bien.\"}}}"),
        VAPI(
                "webhook_secret",
                "{\"message\":{\"type\":\"end-of-call-report\",\"endedReason\":\"customer-ended-call\",\"startedAt\":"
                        + "\"2026-03-02T14:58:20Z\",\"endedAt\":\"2026-03-02T14:59:21Z\",\"analysis\":{\"summary\":\"Bien.\"},"
                        + "\"call\":{\"id\":\"c1\",\"assistantOverrides\":{\"metadata\":{\"attempt\":\"" + ATTEMPT
                        + "\"}}}}}"),
        ELEVENLABS(
                "webhook_secret",
                "{\"type\":\"post_call_transcription\",\"data\":{\"conversation_id\":\"c1\",\"status\":\"done\",\"user_id\":\""
                        + ATTEMPT + "\",\"metadata\":{\"start_time_unix_secs\":1772463500,\"call_duration_secs\":61,"
                        + "\"phone_call\":{\"call_result\":\"answered\"}},\"analysis\":{\"transcript_summary\":\"Bien.\"}}}");

        private final String field;
        private final String body;

        Poster(String field, String body) {
            this.field = field;
            this.body = body;
        }

        private Platform platform() {
            return switch (this) {
                case RETELL -> new Retell();
                case VAPI -> new Vapi();
                case ELEVENLABS -> new ElevenLabs();
            };
        }

        /** Signs by the platform's published method; Vapi has none, and returns the token of the call. */
        Map<String, String> signed(String secret, byte[] body) {
            return switch (this) {
                case RETELL -> {
                    String millis = String.valueOf(NOW.toEpochMilli());
                    yield Map.of(
                            "x-retell-signature", "v=" + millis + ",d=" + hmac(secret, body, millis.getBytes(UTF_8)));
                }
                case VAPI -> Map.of("x-vuelta-token", hmac(secret, ("vapi." + ATTEMPT).getBytes(UTF_8)));
                case ELEVENLABS -> {
                    String seconds = String.valueOf(NOW.getEpochSecond());
                    yield Map.of(
                            "elevenlabs-signature",
                            "t=" + seconds + ",v0=" + hmac(secret, (seconds + ".").getBytes(UTF_8), body));
                }
            };
        }

        private static String hmac(String secret, byte[]... parts) {
            return HexFormat.of().formatHex(Signatures.hmac("HmacSHA256", secret, parts));
        }
    }

    private void line(Poster poster, LineId id, String secret) {
        store.agents().put(Examples.agent());
        store.lines().put(Examples.lineOf(poster.platform().provider(), id, secret, null));
    }

    private ParsedEvent read(Poster poster, Secrets secrets, WebhookRequest posted) {
        return new PlatformWebhooks(
                        poster.platform(), store.lines(), store.agents(), store.attempts(), secrets, () -> NOW)
                .read(posted);
    }

    /** The same, for the poster's genuine event, signed with a key. */
    private ParsedEvent read(Poster poster, Secrets secrets, String key) {
        byte[] body = poster.body.getBytes(UTF_8);
        return read(poster, secrets, posted(poster.signed(key, body), body, "iph_1"));
    }

    private static WebhookRequest posted(Map<String, String> headers, byte[] body, String... path) {
        return new WebhookRequest(
                "https://us.example/webhooks", List.of(path), Map.of("attempt", ATTEMPT), headers, body);
    }

    private static Secrets secret(Poster poster, String value) {
        return _ -> Map.of(poster.field, value);
    }

    @ParameterizedTest
    @EnumSource(Poster.class)
    void a_signed_event_is_read_for_its_attempt(Poster poster) {
        line(poster, LINE, "s");

        ParsedEvent read = read(poster, secret(poster, "key"), "key");

        if (poster == Poster.ELEVENLABS) {
            // All lines share one URL: the line of an unknown attempt is unknown.
            assertThat(read).isInstanceOf(ParsedEvent.Nothing.class);
        } else {
            assertThat(read).isInstanceOfSatisfying(ParsedEvent.OfCall.class, call -> {
                assertThat(call.line()).isEqualTo(LINE);
                assertThat(call.attempt()).isEqualTo(AttemptId.parse(ATTEMPT).orElseThrow());
                assertThat(call.events()).hasSize(1);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Poster.class)
    void an_event_with_a_wrong_signature_or_without_a_line_of_the_platform_is_forged(Poster poster) {
        line(poster, LINE, "s");
        byte[] body = poster.body.getBytes(UTF_8);
        Map<String, String> right = poster.signed("key", body);
        Secrets secrets = secret(poster, "key");
        Map<String, String> cut = new HashMap<>();
        right.forEach((name, value) -> cut.put(name, value.substring(0, value.length() - 1)));

        for (WebhookRequest forged : List.of(
                posted(Map.of(), body, "iph_1"),
                posted(poster.signed("other", body), body, "iph_1"),
                posted(cut, body, "iph_1"),
                posted(right, body, "iph_2"),
                posted(right, body, "iph_1", "status"),
                posted(right, body, ""))) {
            assertThat(read(poster, secrets, forged)).as("%s", forged.path()).isInstanceOf(ParsedEvent.Forged.class);
        }
        Poster other = poster == Poster.RETELL ? Poster.VAPI : Poster.RETELL;
        assertThat(read(other, secret(other, "key"), posted(other.signed("key", body), body, "iph_1")))
                .as("the line is of another provider")
                .isInstanceOf(ParsedEvent.Forged.class);
    }

    @ParameterizedTest
    @EnumSource(Poster.class)
    void both_secrets_are_valid_while_one_is_rolled_over(Poster poster) {
        line(poster, LINE, "s");
        Secrets both = _ -> Map.of(poster.field, "new", poster.field + "_2", "old");

        for (String key : List.of("new", "old")) {
            assertThat(read(poster, both, key)).as(key).isNotInstanceOf(ParsedEvent.Forged.class);
        }
        assertThat(read(poster, both, "older")).isInstanceOf(ParsedEvent.Forged.class);
    }

    /** The function caches secrets for some minutes. */
    @ParameterizedTest
    @EnumSource(Poster.class)
    void a_secret_that_has_just_been_replaced_is_read_again(Poster poster) {
        line(poster, LINE, "s");
        Secrets kept = new Secrets() {
            @Override
            public Map<String, String> find(String name) {
                return Map.of(poster.field, "old");
            }

            @Override
            public Map<String, String> findAgain(String name) {
                return Map.of(poster.field, "new");
            }
        };

        assertThat(read(poster, kept, "new")).isNotInstanceOf(ParsedEvent.Forged.class);
    }

    @ParameterizedTest
    @EnumSource(Poster.class)
    void without_a_readable_secret_the_platform_is_asked_to_retry(Poster poster) {
        line(poster, LINE, "s");

        assertThatThrownBy(() -> read(poster, _ -> Map.of("other", "x"), "key"))
                .isInstanceOf(Secrets.SecretUnavailable.class)
                .hasMessageContaining(poster.field);
    }

    /** Bodies with changed bytes and a valid signature: nothing is thrown, and no other attempt is affected. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"RETELL, 1", "RETELL, 2", "VAPI, 1", "VAPI, 2", "ELEVENLABS, 1", "ELEVENLABS, 2"})
    void any_signed_body_is_understood_or_refused(Poster poster, long seed) {
        line(poster, LINE, "s");
        Random random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] body = Mutated.of(poster.body.getBytes(UTF_8), random);

            ParsedEvent read = read(poster, secret(poster, "key"), posted(poster.signed("key", body), body, "iph_1"));

            assertThat(read)
                    .as("%s", new String(body, UTF_8))
                    .isInstanceOfAny(ParsedEvent.OfCall.class, ParsedEvent.Nothing.class, ParsedEvent.Malformed.class);
            understood += read instanceof ParsedEvent.Malformed ? 0 : 1;
            if (poster == Poster.VAPI && read instanceof ParsedEvent.OfCall call) {
                assertThat(Optional.of(call.attempt())).isEqualTo(AttemptId.parse(ATTEMPT));
            }
        }
        assertThat(understood).isBetween(200, 1_900);
    }

    @ParameterizedTest
    @CsvSource({
        "'', MALFORMED",
        "[], MALFORMED",
        "null, MALFORMED",
        "{}, ANY",
        "'{\"call\":[],\"message\":7,\"data\":\"x\"}', ANY",
        "'{\"event\":\"call_ended\",\"call\":{}}', ANY",
        "'{\"message\":{\"type\":\"end-of-call-report\"}}', ANY",
        "'{\"type\":\"post_call_transcription\"}', ANY",
    })
    void a_signed_body_without_an_event_yields_no_event(@Nullable String body, String meaning) {
        byte[] bytes = String.valueOf(body).getBytes(UTF_8);
        for (Poster poster : Poster.values()) {
            line(poster, LINE, "s");

            ParsedEvent read = read(poster, secret(poster, "key"), posted(poster.signed("key", bytes), bytes, "iph_1"));

            assertThat(read).as("%s", poster).isNotInstanceOf(ParsedEvent.OfCall.class);
            if (meaning.equals("MALFORMED")) {
                assertThat(read).as("%s", poster).isInstanceOf(ParsedEvent.Malformed.class);
            }
        }
    }
}
