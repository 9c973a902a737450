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
 * <p>Template messages, texts to whoever has written in the last 24 hours, media uploads and templates work as at Meta, with its validation, its errors and its signed webhooks.
 * What becomes of a message follows from the seed, the number and how many messages that number has had; numbers with
 * certain last four digits always do the same:
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

    /** Takes up the messages of the journal, then listens. */
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
     * All that it serves, by the beginnings of the paths: another server may do so, too.
     *
     * <p>Besides Meta's own: {@code GET /_local/whatsapp/messages}, a JSON array of {@link LoggedMessage}s, oldest first; and
     * {@code POST /_local/whatsapp/faults}, which orders an answer in place of the account's, {@code {"request":
     * "send|media|templates", "to", "times", "status", "code", "message", "body", "retry_after", "delay_ms", "cut", "acts"}},
     * all of them optional; {@code for_ms} is for how long, whatever the times. {@code {"away_ms": 6000}} lets the server of
     * {@link #baseUrl} refuse every connection for that long. {@code DELETE} forgets the ordered answers.
     */
    public Map<String, HttpHandler> handlers() {
        return handlers;
    }

    /** What the log says, oldest first. */
    public List<LoggedMessage> messages() {
        return engine.log();
    }

    /** Stops at once, as a kill would: with a journal, the next simulator goes on from here. */
    @Override
    public void close() {
        server.close();
        subscriptions.close();
        engine.close();
    }

    /**
     * How a simulator is to be.
     *
     * @param port where to listen on 127.0.0.1; 0 for any free one
     * @param clock for all timestamps; the waiting itself is done in real time
     * @param seed decides, with the number and the count of messages to it, what becomes of a message
     * @param faults of the callbacks to numbers that are not magic
     * @param speed how many seconds of life pass in one second
     * @param journal the file everything is kept in; null to forget it all at the end
     * @param messagesPerSecond further ones get 130429
     * @param account who may send
     * @param callbacks where a message is told of, by its biz_opaque_callback_data; at Meta one address per app, asked once
     *     for the challenge before anything is posted to it
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
     * Who may send. Its text has no secret in it.
     *
     * @param accessToken the Bearer token
     * @param phoneNumberId a part of every path
     * @param wabaId the account that holds the templates
     * @param appSecret the key of the callbacks' signatures
     * @param verifyToken shown to a new callback address
     */
    public record Account(
            String accessToken, String phoneNumberId, String wabaId, String appSecret, String verifyToken) {
        @Override
        public String toString() {
            return "phone number " + phoneNumberId;
        }
    }
}
