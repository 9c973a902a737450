package io.vuelta.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import io.vuelta.providers.platform.PlatformCallRecord;
import io.vuelta.providers.platform.PlatformDialect;
import io.vuelta.providers.platform.PlatformSimulator;
import io.vuelta.providers.retell.RetellDialect;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The simulators of the voice platforms, and the secrets by which lines use them: {@code local/<platform>}. */
final class LocalPlatforms implements AutoCloseable {
    private static final String KEY = "local-platform-key";

    /** Of a hundred calls, whose events are lost; as many tell everything twice and shuffled. */
    private static final int DISORDER = 3;

    private final Map<String, PlatformSimulator> simulators = new TreeMap<>();
    private final Map<String, Map<String, String>> secrets = new HashMap<>();

    /**
     * Starts all.
     *
     * @param directory where each keeps its journal; null for nowhere
     */
    LocalPlatforms(InstantSource clock, long seed, double speed, @Nullable Path directory) {
        add("retell", clock, seed, speed, directory, origin -> new RetellDialect(KEY, clock, origin), Map.of("api_key", KEY));
    }

    private void add(
            String name,
            InstantSource clock,
            long seed,
            double speed,
            @Nullable Path directory,
            Function<String, PlatformDialect> dialect,
            Map<String, String> secret) {
        Path journal = directory == null ? null : directory.resolve(name + ".journal");
        simulators.put(
                name,
                PlatformSimulator.start(
                        new PlatformSimulator.Options(clock, seed, speed, DISORDER, journal), dialect));
        secrets.put(name, secret);
    }

    /** By name. */
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

    /** What is to be served beside the API, by path. */
    Map<String, HttpHandler> handlers() {
        Map<String, HttpHandler> handlers = new TreeMap<>();
        simulators.values().forEach(simulator -> handlers.putAll(simulator.handlers()));
        return handlers;
    }

    /** Every call that a platform has taken, oldest first. */
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
