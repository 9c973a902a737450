package io.vuelta.providers.twilio;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A customer of the simulated Twilio: plain HTTP requests with the account's password. */
record Account(URI twilio, String password) {

    static final String SID = "AC0123456789abcdef0123456789abcdef";
    static final String TOKEN = "the-auth-token";
    static final String CALLS = "/2010-04-01/Accounts/" + SID + "/Calls.json";
    static final String FROM = "+12025550000";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    record Answered(int status, JsonNode body, HttpResponse<String> raw) {

        String text(String field) {
            return body.path(field).asText();
        }
    }

    static Account of(TwilioSimulator simulator) {
        return new Account(simulator.baseUrl(), TOKEN);
    }

    /** @param more further form-encoded parameters, each after an & */
    Answered call(String to, String more) throws IOException, InterruptedException {
        return post(
                CALLS,
                "To=" + encoded(to) + "&From=" + encoded(FROM) + "&Url=" + encoded("https://agent.example/v?a=1")
                        + more);
    }

    Answered post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(twilio.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answered get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(twilio.resolve(path)));
    }

    Answered read(String sid) throws IOException, InterruptedException {
        return get(resource(sid));
    }

    static String resource(String sid) {
        return CALLS.replace(".json", "/" + sid + ".json");
    }

    private Answered send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String credentials =
                Base64.getEncoder().encodeToString((SID + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = CLIENT.send(
                request.header("Authorization", "Basic " + credentials)
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
        return new Answered(answer.statusCode(), SimulatorJson.parse(answer.body()), answer);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Waits until the condition holds, ten seconds at most. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("waited ten seconds in vain: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
