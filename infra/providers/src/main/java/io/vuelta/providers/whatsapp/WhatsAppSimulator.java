package io.vuelta.providers.whatsapp;

import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.simulator.OrderedFaults;
import io.vuelta.server.LoopbackServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meta's WhatsApp Cloud API with invented people behind the numbers, on the loopback interface.
 *
 * <p>Template messages, texts to people who have written in the last 24 hours, media uploads and templates work as at
 * Meta, with its validation, its errors and its signed webhooks. The seed, the number and the count of messages to it
 * determine the course of a message. Numbers that end in these digits always have the same result:
 *
 * <table>
 * <caption>Magic numbers</caption>
 * <tr><td>9101</td><td>accepts by the first button, or by a text</td></tr>
 * <tr><td>9102</td><td>rejects by the second button</td></tr>
 * <tr><td>9103</td><td>answers with a stop word</td></tr>
 * <tr><td>9104</td><td>reads, and no more</td></tr>
 * <tr><td>9105</td><td>is delivered, and no more</td></tr>
 * <tr><td>9106</td><td>accepted, then undeliverable (131026)</td></tr>
 * <tr><td>9107</td><td>accepts; the connection is cut instead of an answer to the request</td></tr>
 * <tr><td>9108</td><td>130429 for the first request, accepts afterwards</td></tr>
 * <tr><td>9109</td><td>131050 every time: the person has opted out</td></tr>
 * <tr><td>9110</td><td>132015 every time: the template is paused</td></tr>
 * <tr><td>9111</td><td>reads, and presses "Stop" in WhatsApp's own menu</td></tr>
 * <tr><td>9112</td><td>answers with a stop word, and shows no number</td></tr>
 * <tr><td>9113</td><td>accepts; every text in reply gets 131047: the window is closed</td></tr>
 * <tr><td>9114</td><td>accepts; answers a text in reply with a stop word</td></tr>
 * </table>
 */
public final class WhatsAppSimulator implements AutoCloseable {

    private final OrderedFaults faults = new OrderedFaults(
            "/_local/whatsapp/faults",
            List.of("send", "media", "templates"),
            (status, code, message) -> new GraphError(status, code, message, message).toJson(),
            this::away);

    private final MessageEngine engine;
    private final Subscriptions subscriptions;
    private final Map<String, HttpHandler> handlers;
    private final LoopbackServer server;

    private WhatsAppSimulator(Options options) {
        this.engine = new MessageEngine(options);
        this.subscriptions = new Subscriptions(options.verifyToken());
        HttpHandler graph = new GraphApi(options, engine, subscriptions, faults);
        this.handlers = Map.of("/v", graph, MessageLogPage.PATH, new MessageLogPage(engine), faults.path(), faults);
        this.server = LoopbackServer.bind(options.port());
        handlers.forEach(server::serve);
        server.serve("/", graph);
    }

    /** Continues the messages of the journal, then listens. */
    public static WhatsAppSimulator start(Options options) {
        WhatsAppSimulator simulator = new WhatsAppSimulator(options);
        try {
            simulator.engine.resume();
        } catch (RuntimeException unreadable) {
            simulator.close();
            throw unreadable;
        }
        simulator.server.start();
        return simulator;
    }

    private void away(Duration time) {
        server.away(time);
    }

    /** {@code http://127.0.0.1:port}, to stand in for {@code https://graph.facebook.com}. */
    public URI baseUrl() {
        return server.uri();
    }

    /**
     * The handlers by path prefix; another server may mount them, too.
     *
     * <p>Besides Meta's own: {@code GET /_local/whatsapp/messages}, a JSON array of {@link LoggedMessage}s, oldest
     * first; and {@code POST /_local/whatsapp/faults}, which orders an answer in place of the account's, {@code
     * {"request": "send|media|templates", "to", "times", "status", "code", "message", "body", "retry_after",
     * "delay_ms", "cut", "acts"}}, all of them optional; {@code for_ms} is a time in which all requests get the answer,
     * whatever {@code times} is. {@code {"away_ms": 6000}} makes the server of {@link #baseUrl} refuse every connection
     * for 6 s. {@code DELETE} removes the ordered answers.
     */
    public Map<String, HttpHandler> handlers() {
        return handlers;
    }

    /** The entries of the log, the oldest first. */
    public List<LoggedMessage> messages() {
        return engine.log();
    }

    /** Stops at once, like a kill. With a journal, the next simulator continues from here. */
    @Override
    public void close() {
        server.close();
        subscriptions.close();
        engine.close();
    }

    /**
     * The settings of the simulator.
     *
     * @param port the port on 127.0.0.1; 0 for any free one
     * @param clock for all timestamps; the waiting itself is done in real time
     * @param seed determines, with the number and the count of messages to it, the course of a message
     * @param faults of the callbacks about numbers that are not magic
     * @param speed how many simulated seconds pass in one second
     * @param journal the file that keeps all state; null to keep it in memory only
     * @param messagesPerSecond maximum number of messages in a second; further ones get 130429
     * @param account the account that may send
     * @param callbacks the address for a message's events, by its biz_opaque_callback_data; at Meta there is one
     *     address for an app. The address is verified once by a challenge before the first post
     */
    public record Options(
            int port,
            InstantSource clock,
            long seed,
            MessagePopulation population,
            CallbackFaults faults,
            double speed,
            @Nullable Path journal,
            int messagesPerSecond,
            Account account,
            Function<String, Optional<URI>> callbacks) {

        public Options {
            if (!(speed > 0) || Double.isInfinite(speed)) {
                throw new IllegalArgumentException("speed must be above 0, not " + speed);
            }
        }

        String accessToken() {
            return account.accessToken();
        }

        String phoneNumberId() {
            return account.phoneNumberId();
        }

        String wabaId() {
            return account.wabaId();
        }

        String appSecret() {
            return account.appSecret();
        }

        String verifyToken() {
            return account.verifyToken();
        }
    }

    /**
     * The account that may send. {@code toString} has no secret.
     *
     * @param accessToken the Bearer token
     * @param phoneNumberId a part of every path
     * @param wabaId the account that holds the templates
     * @param appSecret the key of the callbacks' signatures
     * @param verifyToken sent to a new callback address in the verification
     */
    public record Account(
            String accessToken, String phoneNumberId, String wabaId, String appSecret, String verifyToken) {
        @Override
        public String toString() {
            return "phone number " + phoneNumberId;
        }
    }
}
