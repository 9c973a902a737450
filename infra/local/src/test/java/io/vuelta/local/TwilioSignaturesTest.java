package io.vuelta.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import io.vuelta.adapters.provider.twilio.TwilioWebhooks;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.settle.Webhooks.ParsedEvent;
import io.vuelta.domain.settle.Webhooks.WebhookRequest;
import io.vuelta.testkit.Hmac;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our webhooks accept every request that Twilio's own library accepts, and no forged one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwilioSignaturesTest {
    private static final String SOME = "aZ09-_.~ +&=%/?#:;,'\"<>\n áñÑ漢字🙂\u200f";
    private static final int CALLBACKS = 300;

    private final InMemoryStore store = new InMemoryStore();

    TwilioSignaturesTest() {
        store.lines().put(Examples.line(new LineId("iph_1")));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void requests_that_the_twilio_library_accepts_are_accepted_and_forged_ones_are_not(long seed) {
        Random random = new Random(seed);
        int genuine = 0;
        int forged = 0;
        for (int i = 0; i < CALLBACKS; i++) {
            String token = text(random, 1 + random.nextInt(40)).replace("\u200f", "x");
            String path = "/webhooks/twilio/iph_1/status" + query(random);
            String called = oneOf(random, origins()) + path;
            Map<String, String> form = form(random);
            // Signs with the called address, another own address, or not at all.
            String signed = random.nextInt(3) == 0 ? oneOf(random, origins()) + path : called;
            String key = random.nextInt(8) == 0 ? token + "x" : token;
            Map<String, String> sent = tampered(random, form);
            String signature = Hmac.ofTwilio(key, signed, sent);

            boolean theirs = new RequestValidator(token).validate(called, form, signature);
            boolean ours = holds(token, called, form, signature);
            boolean same = key.equals(token)
                    && sent.equals(form)
                    && withoutPort(signed).equals(withoutPort(called));
            String what = "%s signed as %s with %s".formatted(called, signed, form);
            assertThat(ours || !theirs)
                    .as("what they accept we accept: %s", what)
                    .isTrue();
            // Twilio's library does not keep the encoding of the query when it adds a port.
            assertThat(same || !ours).as("what we accept is genuine: %s", what).isTrue();
            genuine += theirs ? 1 : 0;
            forged += ours ? 0 : 1;
        }
        assertThat(genuine).isGreaterThan(CALLBACKS / 4);
        assertThat(forged).isGreaterThan(CALLBACKS / 8);
    }

    private boolean holds(String token, String url, Map<String, String> form, String signature) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        TwilioWebhooks webhooks = new TwilioWebhooks(
                store.lines(), _ -> Map.of("auth_token", token), InstantSource.fixed(Examples.MONDAY));
        WebhookRequest posted = new WebhookRequest(
                url,
                List.of("iph_1", "status"),
                Map.of(),
                Map.of("x-twilio-signature", signature),
                body.getBytes(UTF_8));
        return !(webhooks.read(posted) instanceof ParsedEvent.Forged);
    }

    private static String withoutPort(String url) {
        return url.replaceFirst("(:[0-9]+)(?=/webhooks)", "");
    }

    private static List<String> origins() {
        return List.of(
                "https://calls.example.com",
                "https://calls.example.com:443",
                "https://calls.example.com:8443",
                "http://calls.example.com",
                "http://calls.example.com:80",
                "http://127.0.0.1:8080",
                "https://[2001:db8::1]:8443",
                "https://abc.execute-api.us-east-1.amazonaws.com");
    }

    private static String query(Random random) {
        List<String> parameters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.add(encoded(text(random, 1 + random.nextInt(5)))
                    + oneOf(random, List.of("", "=", "=" + encoded(text(random, random.nextInt(9))))));
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /** Names are unique: Twilio's library accepts no repeated name. */
    private static Map<String, String> form(Random random) {
        Map<String, String> form = new TreeMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            form.put(
                    oneOf(random, List.of("CallSid", "callsid", "A", "Z", text(random, 1 + random.nextInt(6)))),
                    text(random, random.nextInt(3) == 0 ? 0 : random.nextInt(20)));
        }
        return form;
    }

    /** Changes the form in at most three of eight cases. */
    private static Map<String, String> tampered(Random random, Map<String, String> form) {
        Map<String, String> other = new TreeMap<>(form);
        switch (random.nextInt(8)) {
            case 0 -> other.put("CallStatus", "completed");
            case 1 -> other.keySet().stream().findFirst().ifPresent(other::remove);
            case 2 -> other.replaceAll((_, value) -> value + " ");
            default -> {
                // The form is not changed.
            }
        }
        return other;
    }

    private static String text(Random random, int length) {
        int[] points = SOME.codePoints().toArray();
        return random.ints(length, 0, points.length)
                .map(i -> points[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static <T> T oneOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
