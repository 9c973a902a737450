package io.vuelta.providers.twilio;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Fetches the TwiML of answered calls, as Twilio does: from the call's {@code Url}, and where that fails from its {@code
 * FallbackUrl}, which is told why. TwiML is not run; a {@code Hangup} before anything else ends the call, and so does a call
 * whose TwiML cannot be had at all.
 */
final class Conversations implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    /** The address answers with an error, or not at all. */
    private static final String NOT_RETRIEVED = "11200";

    /** What it answers is no TwiML. */
    private static final String NOT_PARSED = "12100";

    private final TwilioSimulator.Options options;
    private final Consumer<String> hangUp;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(MAX_WAIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * Without a call yet.
     *
     * @param hangUp ends the call of a sid
     */
    Conversations(TwilioSimulator.Options options, Consumer<String> hangUp) {
        this.options = options;
        this.hangUp = hangUp;
    }

    /** What came of fetching: TwiML, or Twilio's code for why there is none. */
    private record Fetched(Optional<String> twiml, String error) {}

    /** Fetches it in a while, unless the request for the call has no {@code Url}. */
    void fetch(SimulatedCall call) {
        if (call.request().form().has("Url")) {
            var unused = threads.submit(() -> {
                if (endsTheCall(call)) {
                    hangUp.accept(call.sid());
                }
            });
        }
    }

    private boolean endsTheCall(SimulatedCall call) {
        Form form = call.request().form();
        Fetched conversation = post(call, form.first("Url"), form.first("Method"), Map.of());
        if (conversation.twiml().isPresent()) {
            return hangsUp(conversation.twiml().get());
        }
        if (!form.has("FallbackUrl")) {
            // Here Twilio says that an application error has occurred.
            return true;
        }
        Map<String, String> why = Map.of("ErrorCode", conversation.error(), "ErrorUrl", form.first("Url"));
        return post(call, form.first("FallbackUrl"), form.first("FallbackMethod"), why)
                .twiml()
                .map(Conversations::hangsUp)
                .orElse(true);
    }

    private static boolean hangsUp(String twiml) {
        return twiml.matches("(?s).*<Response>\\s*<Hangup.*");
    }

    private Fetched post(SimulatedCall call, String url, String method, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("CallSid", call.sid());
        parameters.put("AccountSid", options.accountSid());
        parameters.put("ApiVersion", "2010-04-01");
        parameters.put("From", call.request().from());
        parameters.put("To", call.request().to());
        parameters.put("Direction", "outbound-api");
        parameters.put("CallStatus", "in-progress");
        parameters.putAll(more);
        String verb = method.equals("GET") ? "GET" : "POST";
        try {
            HttpRequest request = new Callback(call.sid(), "twiml", verb, url, parameters).signed(options.authToken());
            HttpResponse<String> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                return new Fetched(Optional.empty(), NOT_RETRIEVED);
            }
            return answer.body().contains("<Response")
                    ? new Fetched(Optional.of(answer.body()), "")
                    : new Fetched(Optional.empty(), NOT_PARSED);
        } catch (IOException | IllegalArgumentException unreachable) {
            return new Fetched(Optional.empty(), NOT_RETRIEVED);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Fetched(Optional.empty(), NOT_RETRIEVED);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
