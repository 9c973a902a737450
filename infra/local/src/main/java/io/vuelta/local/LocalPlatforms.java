package io.vuelta.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.domain.line.Provider;
import io.vuelta.providers.elevenlabs.ElevenLabsDialect;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.platform.PlatformSimulator;
import io.vuelta.providers.retell.RetellDialect;
import io.vuelta.providers.vapi.VapiDialect;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
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

    private final Map<Provider, Simulated> platforms = new EnumMap<>(Provider.class);

    /**
     * A platform's simulator.
     *
     * @param secret the fields of the secret, without {@code base_url}
     */
    private record Simulated(PlatformSimulator simulator, Map<String, String> secret) {}

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
        for (Provider provider : Provider.values()) {
            PlatformSimulator.Options options = new PlatformSimulator.Options(
                    clock,
                    seed,
                    speed,
                    DISORDER,
                    directory == null ? null : directory.resolve(provider.wire() + ".journal"));
            Optional<Simulated> platform = switch (provider) {
                case RETELL -> Optional.of(retell(options));
                case VAPI -> Optional.of(vapi(options));
                case ELEVENLABS -> Optional.of(elevenLabs(options, elevenLabsWebhooks));
                // LocalVuelta starts their simulators.
                case TWILIO, AGENT, WHATSAPP -> Optional.empty();
            };
            platform.ifPresent(started -> platforms.put(provider, started));
        }
    }

    private static Simulated retell(PlatformSimulator.Options options) {
        return new Simulated(
                PlatformSimulator.start(options, origin -> new RetellDialect(KEY, options.clock(), origin)),
                Map.of("api_key", KEY));
    }

    private static Simulated vapi(PlatformSimulator.Options options) {
        return new Simulated(
                PlatformSimulator.start(options, origin -> new VapiDialect(KEY, ASSISTANT, NUMBER, origin)),
                Map.of(
                        "api_key", KEY,
                        "assistant_id", ASSISTANT,
                        "phone_number_id", NUMBER,
                        "webhook_secret", WEBHOOK_SECRET));
    }

    private static Simulated elevenLabs(PlatformSimulator.Options options, Function<String, Optional<URI>> webhooks) {
        ElevenLabsDialect dialect = new ElevenLabsDialect(
                new ElevenLabsDialect.Account(KEY, ASSISTANT, NUMBER, WEBHOOK_SECRET), options.clock(), webhooks);
        PlatformSimulator simulator = PlatformSimulator.start(options, _ -> dialect);
        return new Simulated(
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

    /** The secrets by name. */
    Map<String, String> secrets() {
        Map<String, String> texts = new TreeMap<>();
        platforms.forEach((provider, platform) -> {
            ObjectNode secret = new ObjectMapper()
                    .createObjectNode()
                    .put("base_url", platform.simulator().baseUrl().toString());
            platform.secret().forEach(secret::put);
            texts.put("local/" + provider.wire(), secret.toString());
        });
        return texts;
    }

    /** Further pages beside the API, by path. */
    Map<String, HttpHandler> handlers() {
        Map<String, HttpHandler> handlers = new TreeMap<>();
        platforms
                .values()
                .forEach(platform -> handlers.putAll(platform.simulator().handlers()));
        return handlers;
    }

    /** Every call that a platform has accepted, oldest first. */
    List<PlatformCallRecord> calls(Provider provider) {
        Simulated platform = platforms.get(provider);
        if (platform == null) {
            throw new IllegalArgumentException("not a voice platform: " + provider.wire());
        }
        return platform.simulator().calls();
    }

    @Override
    public void close() {
        platforms.values().forEach(platform -> platform.simulator().close());
    }
}
