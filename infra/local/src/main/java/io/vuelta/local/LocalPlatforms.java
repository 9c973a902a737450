package io.vuelta.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.elevenlabs.ElevenLabsDialect;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.platform.PlatformSimulator;
import io.vuelta.providers.retell.RetellDialect;
import io.vuelta.providers.vapi.VapiDialect;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The simulators of the voice platforms, and the secrets by which lines use them: {@code local/<platform>}. */
final class LocalPlatforms implements AutoCloseable {
    private static final String KEY = "local-platform-key";

    private static final String ASSISTANT = "local-assistant";
    private static final String NUMBER = "local-number";
    private static final String WEBHOOK_SECRET = "local-webhook-secret";

    /**
     * Share in percent of the numbers that are not magic and whose events are lost; for the same share of numbers, each
     * event is sent twice, in random order.
     */
    private static final int DISORDER = 3;

    private final Map<String, PlatformSimulator> simulators = new TreeMap<>();
    private final Map<String, Map<String, String>> secrets = new HashMap<>();

    /**
     * Starts all simulators.
     *
     * @param directory the directory of the simulators' journals; null for none
     * @param elevenLabsWebhooks the address to which ElevenLabs posts the events of an attempt
     */
    LocalPlatforms(
            InstantSource clock,
            long seed,
            double speed,
            @Nullable Path directory,
            Function<String, Optional<URI>> elevenLabsWebhooks) {
        Function<String, PlatformSimulator.Options> options = name -> new PlatformSimulator.Options(
                clock, seed, speed, DISORDER, directory == null ? null : directory.resolve(name + ".journal"));
        add(
                "retell",
                PlatformSimulator.start(options.apply("retell"), origin -> new RetellDialect(KEY, clock, origin)),
                Map.of("api_key", KEY));
        add(
                "vapi",
                PlatformSimulator.start(
                        options.apply("vapi"), origin -> new VapiDialect(KEY, ASSISTANT, NUMBER, origin)),
                Map.of(
                        "api_key", KEY,
                        "assistant_id", ASSISTANT,
                        "phone_number_id", NUMBER,
                        "webhook_secret", WEBHOOK_SECRET));
        ElevenLabsDialect elevenLabs = new ElevenLabsDialect(
                new ElevenLabsDialect.Account(KEY, ASSISTANT, NUMBER, WEBHOOK_SECRET), clock, elevenLabsWebhooks);
        PlatformSimulator simulator = PlatformSimulator.start(options.apply("elevenlabs"), _ -> elevenLabs);
        add(
                "elevenlabs",
                simulator,
                Map.of(
                        "api_key", KEY,
                        "agent_id", ASSISTANT,
                        "phone_number_id", NUMBER,
                        "webhook_secret", WEBHOOK_SECRET,
                        "twilio_account_sid", "AC1",
                        "twilio_auth_token", "token",
                        "twilio_base_url", simulator.baseUrl().toString()));
    }

    private void add(String name, PlatformSimulator simulator, Map<String, String> secret) {
        simulators.put(name, simulator);
        secrets.put(name, secret);
    }

    /** The secrets by name. */
    Map<String, String> secrets() {
        Map<String, String> texts = new TreeMap<>();
        simulators.forEach((name, simulator) -> {
            ObjectNode secret = new ObjectMapper()
                    .createObjectNode()
                    .put("base_url", simulator.baseUrl().toString());
            secrets.getOrDefault(name, Map.of()).forEach(secret::put);
            texts.put("local/" + name, secret.toString());
        });
        return texts;
    }

    /** Further pages beside the API, by path. */
    Map<String, HttpHandler> handlers() {
        Map<String, HttpHandler> handlers = new TreeMap<>();
        simulators.values().forEach(simulator -> handlers.putAll(simulator.handlers()));
        return handlers;
    }

    /** Every call that a platform has accepted, oldest first. */
    List<PlatformCallRecord> calls(String platform) {
        PlatformSimulator simulator = simulators.get(platform);
        if (simulator == null) {
            throw new IllegalArgumentException("no such platform: " + platform);
        }
        return simulator.calls();
    }

    @Override
    public void close() {
        simulators.values().forEach(PlatformSimulator::close);
    }
}
