package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.lambda.ScheduledEventJson;
import io.vuelta.cloud.template.FunctionModel;
import io.vuelta.local.Client;
import io.vuelta.local.LocalVuelta;
import io.vuelta.server.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Measures the time of each function's first event after a start, on one core, and the size of the parts of
 * functions.zip. A fresh process that was primed before imitates a sandbox that is restored from a snapshot. The events
 * are those of a small campaign; except for dispatch's command they are repeated, which every function accepts.
 */
final class StartBench {
    private static final double MAX_MILLISECONDS = 300;
    private static final double MAX_MEGABYTES = 15;
    private static final double LISTED_MEGABYTES = 0.1;
    private static final double MEGABYTE = 1_000_000;
    private static final int CONTACTS = 4;
    private static final int RATE = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LOOK_MILLIS = 5;
    private static final String DISPATCH = "DispatchFunction";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Report report = new Report("start");
    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
    private final List<List<Object>> rows = new ArrayList<>();

    Report run() throws Exception {
        boolean pinned = Fork.canPin();
        if (!pinned) {
            report.say("taskset is not there: one core is one by word only (ActiveProcessorCount=1)");
        }
        try (LoopbackServer receiver = LoopbackServer.bind(0);
                LocalSystem system = LocalSystem.start("start", 1, null, this::keep)) {
            receiver.serve("/", exchange -> LoopbackServer.answer(exchange, 200, "text/plain", "taken"));
            receiver.start();
            String campaign = campaign(system, receiver.uri());
            List<String> only = Options.texts("functions");
            for (FunctionModel function : system.vuelta().runtime().functions()) {
                if (only.isEmpty() || only.contains(function.logicalId())) {
                    measure(system, function, campaign, pinned);
                }
            }
        }
        report.table(
                "functions",
                "From a start with priming, on one core",
                List.of("function", "memory MB", "init ms", "first event ms", "of CPU", "second event ms"),
                rows);
        zip(Options.project().resolve("functions/handlers/target/functions.zip"));
        return report;
    }

    /** Keeps an event of a function; a batch of messages is kept as one event for each message. */
    private void keep(String function, byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        Set<String> kept = seen.computeIfAbsent(function, _ -> Collections.synchronizedSet(new LinkedHashSet<>()));
        try {
            JsonNode records = MAPPER.readTree(text).path("Records");
            if (records.path(0).path("eventSource").asText().equals("aws:sqs")) {
                for (JsonNode one : records) {
                    ObjectNode single = MAPPER.createObjectNode();
                    single.putArray("Records").add(one);
                    kept.add(single.toString());
                }
            } else {
                kept.add(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> events(String function) {
        Set<String> kept = seen.getOrDefault(function, Set.of());
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    /**
     * Runs a campaign that calls every function, except those that are called by hand or on a schedule; returns its id.
     */
    private String campaign(LocalSystem system, URI receiver) throws Exception {
        Client client = new Client(system.vuelta().baseUrl(), LocalVuelta.API_KEY);
        client.get("/me").ok();
        client.get("/me").ok();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(system.vuelta().baseUrl().resolve("/console/"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        ObjectNode endpoint =
                Client.object().put("url", receiver.resolve("/hook").toString());
        endpoint.putArray("events").add("campaign.status_changed").add("contact.status_changed");
        client.post("/webhook-endpoints", endpoint).ok();
        Journey journey = Journey.load(system.vuelta(), Journey.Plan.calls(CONTACTS, RATE));
        journey.activate();
        if (!journey.awaitFinished(PATIENCE)) {
            throw new IllegalStateException("the campaign did not end within " + PATIENCE);
        }
        client.post("/campaigns/" + journey.id() + "/exports", Client.object().put("kind", "contacts"))
                .ok();
        for (String last : List.of("ExportFunction", "DeliverFunction", "PublishFunction", "CountFunction")) {
            await("an event of " + last, () -> !events(last).isEmpty());
        }
        return journey.id();
    }

    private void measure(LocalSystem system, FunctionModel function, String campaign, boolean pinned) throws Exception {
        Path directory = Options.directory()
                .resolve("start")
                .resolve(function.logicalId())
                .toAbsolutePath();
        StartFunction.describe(directory, function);
        List<String> options = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-Xmx" + function.memoryMegabytes() + "m"));
        for (String name : System.getProperties().stringPropertyNames()) {
            // The addresses of the local servers.
            if (name.startsWith("aws.") || name.startsWith("software.amazon.awssdk.")) {
                options.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        CompletableFuture<Map<String, String>> process = CompletableFuture.supplyAsync(
                () -> fork(pinned ? Fork.ON_ONE_CORE : List.of(), options, directory, environment(function)));
        await(function.logicalId() + " is ready", () -> StartFunction.isReady(directory) || process.isDone());
        List<String> events =
                function.logicalId().equals(DISPATCH) ? commands(system) : given(function.logicalId(), campaign);
        StartFunction.give(directory, List.of(events.getFirst(), events.get(events.size() > 1 ? 1 : 0)));
        Map<String, String> measured = process.join();
        double first = Fork.number(measured, "first");
        rows.add(List.of(
                function.logicalId(),
                function.memoryMegabytes(),
                Fork.number(measured, "init"),
                first,
                Fork.number(measured, "first_cpu"),
                Fork.number(measured, "second")));
        if (Fork.number(measured, "failed") > 0) {
            report.wrong(function.logicalId() + " failed, see " + directory.resolve("log"));
        }
        if (first > MAX_MILLISECONDS) {
            report.wrong("the first event of %s took %.0f ms".formatted(function.logicalId(), first));
        }
    }

    private static Map<String, String> environment(FunctionModel function) {
        Map<String, String> environment = new HashMap<>(function.environment());
        // Lambda's name of an initialisation with a snapshot.
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        environment.put("_HANDLER", function.handler());
        return environment;
    }

    private static Map<String, String> fork(
            List<String> before, List<String> options, Path directory, Map<String, String> environment) {
        try {
            return Fork.run(before, options, List.of("start-function", directory.toString()), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private List<String> given(String function, String campaign) {
        return switch (function) {
            case "DoctorFunction" -> List.of("{\"campaign\":\"" + campaign + "\"}");
            case "KeysFunction" -> List.of("{\"action\":\"list\"}");
            case "WatchdogFunction" ->
                List.of(new String(ScheduledEventJson.at(Instant.now()), StandardCharsets.UTF_8));
            default -> {
                if (events(function).isEmpty()) {
                    throw new IllegalStateException(function + " was never called");
                }
                yield events(function);
            }
        };
    }

    /**
     * A new command that no other instance executes, returned at its planned instant: before it the function would
     * wait, and it does not begin an attempt that is late.
     */
    private List<String> commands(LocalSystem system) throws InterruptedException {
        Journey journey = Journey.load(system.vuelta(), Journey.Plan.calls(1, RATE));
        system.vuelta().runtime().failing(DISPATCH, true);
        seen.remove(DISPATCH);
        journey.activate();
        await("a command", () -> firstBegin().isPresent());
        String command = firstBegin().orElseThrow();
        Instant planned = Instant.parse(body(command).at("/starts/0/at").asText());
        await("the instant of the command", () -> !Instant.now().isBefore(planned));
        return List.of(command);
    }

    /**
     * The first command that begins attempts. Other commands look up calls of the campaign before, or pass on a
     * wake-up.
     */
    private Optional<String> firstBegin() {
        return events(DISPATCH).stream()
                .filter(event -> body(event).at("/starts/0/at").isTextual())
                .findFirst();
    }

    private static JsonNode body(String command) {
        try {
            return MAPPER.readTree(
                    MAPPER.readTree(command).at("/Records/0/body").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(what + " did not come within " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void zip(Path file) throws IOException {
        if (!Files.exists(file)) {
            report.wrong(file + " is not there: mvn package makes it");
            return;
        }
        List<List<Object>> jars = new ArrayList<>();
        double total = Files.size(file) / MEGABYTE;
        double listed = 0;
        int others = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<ZipEntry> largestFirst = zip.stream()
                    .map(ZipEntry.class::cast)
                    .sorted(Comparator.comparingLong(ZipEntry::getCompressedSize)
                            .reversed())
                    .toList();
            for (ZipEntry entry : largestFirst) {
                double megabytes = entry.getCompressedSize() / MEGABYTE;
                if (megabytes >= LISTED_MEGABYTES) {
                    jars.add(List.of(entry.getName().replaceFirst("^lib/", ""), megabytes, 100 * megabytes / total));
                    listed += megabytes;
                } else {
                    others++;
                }
            }
        }
        jars.add(
                List.of(others + " smaller ones and the list of contents", total - listed, 100 * (1 - listed / total)));
        jars.add(List.of("in all, of at most " + MAX_MEGABYTES, total, 100.0));
        report.table("zip", "functions.zip", List.of("jar", "MB", "%"), jars);
        if (total > MAX_MEGABYTES) {
            report.wrong("functions.zip has %.1f MB".formatted(total));
        }
    }
}
