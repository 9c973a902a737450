package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.vuelta.cloud.lambda.InvocationResult;
import io.vuelta.cloud.lambda.LambdaFunction;
import io.vuelta.cloud.rude.NamedCaller;
import io.vuelta.cloud.template.FunctionModel;
import io.vuelta.handlers.runtime.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Runs one function in a process of its own: the function is initialised as before a snapshot, and then called with two
 * events. The directory has {@code function.json}; the process creates {@code ready} there and waits for {@code
 * events.json}.
 */
final class StartFunction {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DESCRIPTION = "function.json";
    private static final String READY = "ready";
    private static final String EVENTS = "events.json";

    private StartFunction() {}

    /** Writes the description of the function for a process in this directory. */
    static void describe(Path directory, FunctionModel function) throws IOException {
        Files.createDirectories(directory);
        for (String name : List.of(READY, EVENTS)) {
            Files.deleteIfExists(directory.resolve(name));
        }
        ObjectNode json = MAPPER.createObjectNode()
                .put("logical_id", function.logicalId())
                .put("name", function.name())
                .put("handler", function.handler())
                .put("timeout", function.timeout().toSeconds())
                .put("memory", function.memoryMegabytes());
        ObjectNode environment = json.putObject("environment");
        function.environment().forEach(environment::put);
        Files.writeString(directory.resolve(DESCRIPTION), json.toString());
    }

    static boolean isReady(Path directory) {
        return Files.exists(directory.resolve(READY));
    }

    /** Writes the events for the process. */
    static void give(Path directory, List<String> events) throws IOException {
        Path unfinished = Files.writeString(directory.resolve(EVENTS + ".part"), MAPPER.writeValueAsString(events));
        Files.move(unfinished, directory.resolve(EVENTS), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Runs in the process: prints the milliseconds of each event, and the number of failed events. */
    static void run(Path directory) throws IOException, InterruptedException {
        FunctionModel model = model(MAPPER.readTree(Files.readString(directory.resolve(DESCRIPTION))));
        try (PrintStream log =
                new PrintStream(Files.newOutputStream(directory.resolve("log")), true, StandardCharsets.UTF_8)) {
            long begun = System.nanoTime();
            // Primes like the constructor that Lambda calls. The local runtime's recorder of requests, which Lambda
            // does
            // not have, is primed with it.
            ScopedValue.where(NamedCaller.FUNCTION, model.logicalId()).run(Settings::environment);
            LambdaFunction function = LambdaFunction.load(model, log, 1);
            double init = milliseconds(begun);
            JsonNode events = await(directory);
            int failed = 0;
            double[] took = new double[events.size()];
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            double[] cpu = new double[took.length];
            for (int i = 0; i < took.length; i++) {
                byte[] event = events.get(i).asText().getBytes(StandardCharsets.UTF_8);
                long cpuBefore = system.getProcessCpuTime();
                begun = System.nanoTime();
                InvocationResult result = function.invoke(event);
                took[i] = milliseconds(begun);
                cpu[i] = (system.getProcessCpuTime() - cpuBefore) / 1e6;
                if (!isGood(result)) {
                    failed++;
                    System.err.println(model.logicalId() + ": " + result);
                }
            }
            System.out.printf(
                    "init=%.1f first=%.1f first_cpu=%.1f second=%.1f failed=%d%n",
                    init, took[0], cpu[0], took[1], failed);
        }
        // The clients may have left threads that keep the process alive.
        System.exit(0);
    }

    private static FunctionModel model(JsonNode json) {
        Map<String, String> environment = new HashMap<>();
        json.path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        return new FunctionModel(
                json.path("logical_id").asText(),
                json.path("name").asText(),
                json.path("handler").asText(),
                Duration.ofSeconds(json.path("timeout").asLong()),
                json.path("memory").asInt(),
                environment,
                OptionalInt.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static JsonNode await(Path directory) throws IOException, InterruptedException {
        Files.createFile(directory.resolve(READY));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(directory.resolve(EVENTS))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no events came within " + PATIENCE);
            }
            Thread.sleep(5);
        }
        return MAPPER.readTree(Files.readString(directory.resolve(EVENTS)));
    }

    private static double milliseconds(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    /** Whether the function answered, no message failed, and an HTTP status is not an error. */
    private static boolean isGood(InvocationResult result) throws IOException {
        if (!(result instanceof InvocationResult.Answered answered)) {
            return false;
        }
        JsonNode json = MAPPER.readTree(answered.json());
        return !answered.json().contains("\"itemIdentifier\"")
                && json.path("statusCode").asInt() < 400;
    }
}
