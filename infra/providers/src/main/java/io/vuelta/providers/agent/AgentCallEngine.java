package io.vuelta.providers.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.AgentCallScript;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Accepts one call for each attempt and runs it: each call has a thread that waits and sends events. A call that has
 * not sent all of its events when the process dies continues from its last status, which it reports again.
 */
final class AgentCallEngine implements AutoCloseable {
    private static final Duration RING = Duration.ofSeconds(4);

    private final AgentSimulator.Options options;
    private final Events events;
    private final String recordings;
    private final Journal journal;
    private final Map<String, TakenCall> calls = new LinkedHashMap<>();
    private final Map<String, CountDownLatch> hangUps = new HashMap<>();
    private final Map<String, Integer> callsTo = new HashMap<>();
    private final Set<String> throttled = new HashSet<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    AgentCallEngine(AgentSimulator.Options options, String recordings) {
        this.options = options;
        this.events = new Events(new Signature(options.signingSecret()), options.clock());
        this.recordings = recordings;
        this.journal = Journal.open(options.journal());
    }

    /** Continues the calls of the journal. */
    synchronized void resume() {
        Set<String> reported = new HashSet<>();
        for (JsonNode line : Journal.read(options.journal())) {
            switch (line.path("kind").asText()) {
                case "throttled" -> throttled.add(line.path("to").asText());
                case "call" -> {
                    TakenCall call = TakenCall.fromJournal(line);
                    if (calls.put(call.attempt(), call) == null) {
                        callsTo.merge(call.to(), 1, Integer::sum);
                    }
                }
                case "told" -> reported.add(line.path("attempt").asText());
                default ->
                    throw new IllegalStateException("the journal has a line of an unknown kind: " + line.path("kind"));
            }
        }
        calls.values().stream()
                .filter(call -> !reported.contains(call.attempt()))
                .forEach(this::start);
    }

    private void start(TakenCall call) {
        hangUps.put(call.attempt(), new CountDownLatch(1));
        threads.execute(() -> run(call));
    }

    /** Stores the new state of the call. */
    private void put(TakenCall call) {
        journal.append(call.toJournal().put("kind", "call"));
        calls.put(call.attempt(), call);
    }

    /** Whether a request to this number gets its one 429. */
    synchronized boolean throttles(String to) {
        if (!AgentCallScript.ending(to).equals("9008") || !throttled.add(to)) {
            return false;
        }
        journal.append(SimulatorJson.object().put("kind", "throttled").put("to", to));
        return true;
    }

    /** Accepts a call. A request for an attempt that already has a call returns that call. */
    synchronized TakenCall take(JsonNode request) {
        String attempt = request.path("attempt").asText();
        TakenCall known = calls.get(attempt);
        if (known != null) {
            put(known.askedAgain());
            return known;
        }
        String to = request.path("to").asText();
        int nth = callsTo.merge(to, 1, Integer::sum);
        TakenCall call = TakenCall.taken(
                "sim-" + UUID.randomUUID(), request, AgentCallScript.of(to, nth, options.seed()), now());
        put(call);
        start(call);
        return call;
    }

    synchronized Optional<TakenCall> find(String attempt) {
        return Optional.ofNullable(calls.get(attempt));
    }

    /** All accepted calls, the oldest first. */
    synchronized List<TakenCall> all() {
        return List.copyOf(calls.values());
    }

    private void run(TakenCall call) {
        try {
            List<ObjectNode> later = new ArrayList<>();
            String end = call.isOver() ? call.status() : endOf(call, later);
            report(call, end, end, later);
            if (end.equals(TakenCall.ENDED) && call.script() == AgentCallScript.HUMAN) {
                reportOrKeep(call, result(call), later);
            }
            shuffled(call, later);
            journal.append(SimulatorJson.object().put("kind", "told").put("attempt", call.attempt()));
        } catch (InterruptedException _) {
            // The simulator is closing.
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the call and returns the event that ends it. */
    private String endOf(TakenCall call, List<ObjectNode> later) throws InterruptedException {
        boolean hungUp = false;
        if (!call.status().equals(TakenCall.IN_PROGRESS)) {
            report(call, "ringing", "ringing", later);
            hungUp = isHungUpWithin(call, RING);
        }
        if (!hungUp && call.script().isAnswered()) {
            report(call, TakenCall.IN_PROGRESS, "answered", later);
            hungUp = isHungUpWithin(call, call.script().talk());
        }
        return hungUp ? reachHungUp(call.attempt()) : call.script().end();
    }

    private void report(TakenCall call, String status, String event, List<ObjectNode> later)
            throws InterruptedException {
        TakenCall now = reach(call.attempt(), status);
        reportOrKeep(call, now.facts(recordings).put("event", event), later);
    }

    private synchronized String reachHungUp(String attempt) {
        TakenCall now = find(attempt).orElseThrow().hungUp(now(), options.speed());
        put(now);
        return now.status();
    }

    private synchronized TakenCall reach(String attempt, String status) {
        TakenCall before = find(attempt).orElseThrow();
        if (before.isOver()) {
            return before;
        }
        TakenCall now = before.reached(status, now());
        put(now);
        return now;
    }

    private void reportOrKeep(TakenCall call, ObjectNode event, List<ObjectNode> later) throws InterruptedException {
        switch (AgentCallScript.ending(call.to())) {
            case "9009" -> {
                // The events of this number are lost.
            }
            case "9010" -> later.addAll(List.of(event, event));
            default -> events.send(call, event);
        }
    }

    /** Sends the kept events in random order. They are sent only at the end, so that the last one may arrive first. */
    private void shuffled(TakenCall call, List<ObjectNode> later) throws InterruptedException {
        Collections.shuffle(later, new Random(options.seed() + call.to().hashCode()));
        for (ObjectNode event : later) {
            events.send(call, event);
        }
    }

    /**
     * The result of a conversation: fixed values, and the fields of the JSON object in the contact's variable {@code
     * result}.
     */
    private static ObjectNode result(TakenCall call) {
        ObjectNode event = SimulatorJson.object().put("attempt", call.attempt()).put("event", "result");
        event.putObject("result")
                .put("sentiment", "neutral")
                .put("summary", "They said hello.")
                .put(
                        "transcript",
                        "agent: " + call.request().path("first_message").asText() + "\nhuman: Hello.\n")
                .setAll(parsed(call.request().at("/variables/result").asText("{}")));
        return event;
    }

    private static ObjectNode parsed(String variable) {
        try {
            return SimulatorJson.parse(variable) instanceof ObjectNode object ? object : SimulatorJson.object();
        } catch (JsonProcessingException _) {
            return SimulatorJson.object();
        }
    }

    /** Waits for at most this simulated time of the call; true if the call was hung up. */
    private boolean isHungUpWithin(TakenCall call, Duration life) throws InterruptedException {
        return hangUp(call.attempt()).await(Math.round(life.toNanos() / options.speed()), TimeUnit.NANOSECONDS);
    }

    private synchronized CountDownLatch hangUp(String attempt) {
        return Objects.requireNonNull(hangUps.get(attempt));
    }

    /** Ends an accepted call; its events report the end. */
    void hangUp(TakenCall call) {
        hangUp(call.attempt()).countDown();
    }

    private Instant now() {
        return options.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        events.close();
        journal.close();
    }
}
