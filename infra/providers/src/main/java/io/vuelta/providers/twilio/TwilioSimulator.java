package io.vuelta.providers.twilio;

import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.OrderedFaults;
import io.vuelta.server.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's voice REST API with invented people behind the numbers, on the loopback interface.
 *
 * <p>Placing, listing, reading, recording and hanging up calls work as at Twilio, with its callbacks, machine detection
 * and signatures. If {@code fetches} of the options is true, the TwiML of an answered call is fetched and run; else a
 * conversation is only a duration. The seed, the number and the count of calls to it determine the course of a call.
 * Numbers that end in these digits always have the same result:
 *
 * <table>
 * <caption>Magic numbers</caption>
 * <tr><td>9001</td><td>a human answers</td></tr>
 * <tr><td>9002</td><td>a machine answers</td></tr>
 * <tr><td>9003</td><td>busy</td></tr>
 * <tr><td>9004</td><td>no answer</td></tr>
 * <tr><td>9005</td><td>the number is not in service (SIP 404)</td></tr>
 * <tr><td>9006</td><td>busy at the first call, a human afterwards</td></tr>
 * <tr><td>9007</td><td>a human; the connection is cut instead of an answer to the request</td></tr>
 * <tr><td>9008</td><td>HTTP 429 for the first request, a human afterwards</td></tr>
 * <tr><td>9009</td><td>a human; no callback is sent</td></tr>
 * <tr><td>9010</td><td>a human; every callback is sent twice, shuffled, after the end of the call</td></tr>
 * <tr><td>9011</td><td>HTTP 500 every time, nothing is placed</td></tr>
 * <tr><td>9012</td><td>the network fails (SIP 503)</td></tr>
 * </table>
 */
public final class TwilioSimulator implements AutoCloseable {

    /** An API key of the account; requests may use it instead of the account's token. */
    public static final String API_KEY_SID = "SK" + "0".repeat(32);

    /** The secret of {@link #API_KEY_SID}. */
    public static final String API_KEY_SECRET = "local-api-key-secret";

    private final CallEngine engine;
    private final OrderedFaults faults = new OrderedFaults(
            "/_local/twilio/faults",
            List.of("place", "list", "read", "change"),
            (status, code, message) -> new TwilioError(status, code, message).toJson(),
            this::away);
    private final Map<String, HttpHandler> handlers;
    private final LoopbackServer server;

    private TwilioSimulator(Options options) {
        this.engine = new CallEngine(options, this::baseUrl);
        HttpHandler calls = new CallsApi(options, engine, faults);
        this.handlers = Map.of(
                "/2010-04-01/",
                calls,
                Recording.path(options.accountSid()),
                new RecordingsApi(options.accountSid(), engine),
                CallLogPage.PATH,
                new CallLogPage(engine),
                faults.path(),
                faults);
        this.server = LoopbackServer.bind(options.port());
        handlers.forEach(server::serve);
        server.serve("/", calls);
    }

    /** Continues the calls of the journal, then listens. */
    public static TwilioSimulator start(Options options) {
        TwilioSimulator simulator = new TwilioSimulator(options);
        simulator.resume();
        simulator.server.start();
        return simulator;
    }

    private void resume() {
        try {
            engine.resume();
        } catch (RuntimeException unreadable) {
            close();
            throw unreadable;
        }
    }

    private void away(Duration time) {
        server.away(time);
    }

    /** {@code http://127.0.0.1:port}, to stand in for {@code https://api.twilio.com}. */
    public URI baseUrl() {
        return server.uri();
    }

    /**
     * The handlers by path prefix; another server may mount them, too.
     *
     * <p>The simulator also has requests that Twilio does not have: {@code GET /_local/twilio/calls}, a JSON array of
     * {@link LoggedCall}s, oldest first, with optional query parameters {@code to} and {@code attempt}; and {@code POST /_local/twilio/faults}: the JSON
     * object is the answer to the next request. All of its fields are optional. {@code request} is place (the default),
     * list, read or change; {@code to} is the called number; {@code times} is the number of requests (default 1);
     * {@code for_ms} is a time in which all requests get the answer, whatever their number; {@code acts} is true if the
     * request is carried out nevertheless; {@code delay_ms} is the time before the answer. {@code cut} true cuts the
     * connection in place of an answer; else the answer has {@code status} (default 500), {@code retry_after} as a
     * header, and either {@code body}, a text that is not JSON, or Twilio's {@code code} and {@code message}. {@code
     * DELETE} removes the ordered answers. {@code {"away_ms": 6000}} makes the server of {@link #baseUrl} refuse every
     * connection for 6 s.
     */
    public Map<String, HttpHandler> handlers() {
        return handlers;
    }

    /** The entries of the log, the oldest first. */
    public List<LoggedCall> calls() {
        return engine.all().stream().map(SimulatedCall::logged).toList();
    }

    /**
     * Forgets the calls that ended before this instant and the texts that were spoken in them, so that a simulator
     * without a journal does not grow. They cannot be looked up any more, and their numbers count as never called.
     */
    public void forget(Instant endedBefore) {
        engine.forget(endedBefore);
    }

    /** All texts that were spoken in calls. */
    public List<SpokenText> spokenTexts() {
        return engine.spokenTexts();
    }

    /** Stops at once, like a kill. With a journal, the next simulator continues from here. */
    @Override
    public void close() {
        server.close();
        engine.close();
    }

    /**
     * The settings of the simulator.
     *
     * @param port the port on 127.0.0.1; 0 for any free one
     * @param clock for all timestamps; the waiting itself is done in real time
     * @param seed decides, with the number and the count of calls to it, the course of a call
     * @param speed how many simulated seconds of a call pass in one second
     * @param journal the file that keeps all state; null to keep it in memory only
     * @param accountSid the user name of Basic authentication and a part of every path
     * @param authToken the password, and the key of the callbacks' signatures
     * @param fetches whether the TwiML of an answered call is fetched and run
     */
    public record Options(
            int port,
            InstantSource clock,
            long seed,
            CallPopulation population,
            double speed,
            @Nullable Path journal,
            String accountSid,
            String authToken,
            AccountLimits limits,
            boolean fetches) {
        public Options {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
            }
            if (!(speed > 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be above 0, not " + speed);
            }
            if (accountSid.isEmpty() || authToken.isEmpty()) {
                throw new IllegalArgumentException("accountSid and authToken must not be empty");
            }
        }
    }
}
