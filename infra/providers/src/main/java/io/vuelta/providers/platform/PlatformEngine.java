package io.vuelta.providers.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.platform.PlatformCallRecord.Status;
import io.vuelta.providers.simulator.AgentCallScript;
import io.vuelta.providers.simulator.SignedPosts;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.Journal;
import java.net.URI;
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
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Accepts every requested call and runs it: each call has a thread that waits and sends events. A call that has not
 * sent all of its events when the process dies continues from its last status.
 */
final class PlatformEngine implements AutoCloseable {
    private static final Duration RING = Duration.ofSeconds(4);
    private static final Duration ANALYSIS = Duration.ofSeconds(3);

    private final PlatformSimulator.Options options;
    private final PlatformDialect dialect;
    private final Journal journal;
    private final SignedPosts posts = new SignedPosts();
    private final Map<String, PlatformCallRecord> calls = new LinkedHashMap<>();
    private final Map<String, CountDownLatch> hangUps = new HashMap<>();
    private final Map<String, Integer> callsTo = new HashMap<>();
    private final Set<String> throttled = new HashSet<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    PlatformEngine(PlatformSimulator.Options options, PlatformDialect dialect) {
        this.options = options;
        this.dialect = dialect;
        this.journal = Journal.open(options.journal());
    }

    /** How the events of a call arrive. */
    private enum Manner {
        IN_ORDER,
        LOST,
        /** Each event is sent twice, in random order, after the end. */
        SHUFFLED
    }

    /** Continues the calls of the journal. */
    synchronized void resume() {
        Set<String> reported = new HashSet<>();
        for (JsonNode line : Journal.read(options.journal())) {
            switch (line.path("kind").asText()) {
                case "throttled" -> throttled.add(line.path("to").asText());
                case "told" -> reported.add(line.path("id").asText());
                default -> {
                    PlatformCallRecord call = PlatformCallRecord.fromJournal(line);
                    if (calls.put(call.id(), call) == null) {
                        callsTo.merge(call.to(), 1, Integer::sum);
                    }
                }
            }
        }
        calls.values().stream().filter(call -> !reported.contains(call.id())).forEach(this::start);
    }

    /** Whether a request to this number gets its one 429. */
    synchronized boolean throttles(String to) {
        if (!AgentCallScript.ending(to).equals("9008") || !throttled.add(to)) {
            return false;
        }
        journal.append(SimulatorJson.object().put("kind", "throttled").put("to", to));
        return true;
    }

    synchronized PlatformCallRecord take(PlatformDialect.ParsedRequest.Place place, JsonNode request) {
        int nth = callsTo.merge(place.to(), 1, Integer::sum);
        PlatformCallRecord call = PlatformCallRecord.queued(new PlatformCallRecord.Placement(
                "call_" + UUID.randomUUID().toString().replace("-", ""),
                place.attempt(),
                place.to(),
                place.from(),
                request,
                AgentCallScript.of(place.to(), nth, options.seed()),
                now()));
        put(call);
        start(call);
        return call;
    }

    private void start(PlatformCallRecord call) {
        hangUps.put(call.id(), new CountDownLatch(1));
        threads.execute(() -> run(call.id()));
    }

    private void put(PlatformCallRecord call) {
        journal.append(call.toJournal().put("kind", "call"));
        calls.put(call.id(), call);
    }

    synchronized Optional<PlatformCallRecord> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    /** All accepted calls, the oldest first. */
    synchronized List<PlatformCallRecord> all() {
        return List.copyOf(calls.values());
    }

    /** Ends a call; its events report the end. */
    void hangUp(String id) {
        latch(id).countDown();
    }

    private synchronized CountDownLatch latch(String id) {
        return Objects.requireNonNull(hangUps.get(id));
    }

    private void run(String id) {
        List<JsonNode> later = new ArrayList<>();
        try {
            if (!record(id).isOver()) {
                runCall(id, later);
            }
            report(id, PlatformStep.ENDED, later);
            if (!isHungUpWithin(id, Duration.ZERO)) {
                pause(ANALYSIS);
            }
            reach(record(id).inAnalysis());
            report(id, PlatformStep.ANALYZED, later);
            shuffled(id, later);
            journal.append(SimulatorJson.object().put("kind", "told").put("id", id));
        } catch (InterruptedException _) {
            // The simulator is closing.
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a call from its last status to its end. */
    private void runCall(String id, List<JsonNode> later) throws InterruptedException {
        PlatformCallRecord call = record(id);
        if (hasNoPlace(call)) {
            reach(call.at(Status.NO_PLACE, now()));
            return;
        }
        boolean hungUp = false;
        if (call.status() != Status.IN_PROGRESS) {
            reach(call.at(Status.RINGING, now()));
            report(id, PlatformStep.RINGING, later);
            hungUp = isHungUpWithin(id, RING);
        }
        AgentCallScript script = call.placement().script();
        if (hungUp || !script.isAnswered()) {
            reach(record(id).at(hungUp ? Status.HUNG_UP : unanswered(script), now()));
            return;
        }
        reach(record(id).at(Status.IN_PROGRESS, now()));
        report(id, PlatformStep.ANSWERED, later);
        Instant answered = now();
        OnVoicemail voicemail = script == AgentCallScript.MACHINE ? dialect.onVoicemail(call) : new OnVoicemail.Talk();
        Duration talk = voicemail.lasts(script.talk());
        hungUp = isHungUpWithin(id, talk);
        Duration passed =
                Duration.ofNanos((long) (Duration.between(answered, now()).toNanos() * options.speed()));
        Duration talked = hungUp && passed.compareTo(talk) < 0 ? passed : talk;
        PlatformCallRecord over = record(id).talked(talked).at(Status.ENDED, now());
        reach(voicemail instanceof OnVoicemail.Say say && !hungUp ? over.leaving(say.text()) : over);
    }

    private static Status unanswered(AgentCallScript script) {
        return switch (script) {
            case BUSY -> Status.BUSY;
            case NO_ANSWER -> Status.NO_ANSWER;
            case FAILED, HUMAN, MACHINE -> Status.FAILED;
        };
    }

    /** Whether the platform has no free place for the call: it is the first one to a number that ends in 9013. */
    private synchronized boolean hasNoPlace(PlatformCallRecord call) {
        return AgentCallScript.ending(call.to()).equals("9013")
                && calls.values().stream()
                        .filter(other -> other.to().equals(call.to()))
                        .findFirst()
                        .filter(call::equals)
                        .isPresent();
    }

    private synchronized void reach(PlatformCallRecord call) {
        put(call);
    }

    private synchronized PlatformCallRecord record(String id) {
        return Objects.requireNonNull(calls.get(id));
    }

    private void report(String id, PlatformStep step, List<JsonNode> later) throws InterruptedException {
        PlatformCallRecord call = record(id);
        Optional<JsonNode> event = dialect.event(call, step);
        if (event.isEmpty()) {
            return;
        }
        switch (manner(call)) {
            case LOST -> {
                // The event is lost.
            }
            case SHUFFLED -> later.addAll(List.of(event.get(), event.get()));
            case IN_ORDER -> post(call, event.get());
        }
    }

    private Manner manner(PlatformCallRecord call) {
        return switch (AgentCallScript.ending(call.to())) {
            case "9009" -> Manner.LOST;
            case "9010" -> Manner.SHUFFLED;
            default -> {
                int point = new SplittableRandom(options.seed() * 37 + call.to().hashCode()).nextInt(100);
                boolean ordinary = call.to().matches(".*90(0[0-9]|1[0-3])") || point >= 2 * options.disorder();
                yield ordinary ? Manner.IN_ORDER : point < options.disorder() ? Manner.LOST : Manner.SHUFFLED;
            }
        };
    }

    private void post(PlatformCallRecord call, JsonNode event) throws InterruptedException {
        Optional<URI> url = dialect.webhook(call);
        if (url.isPresent()) {
            posts.post(url.get(), event.toString().getBytes(UTF_8), dialect.signing(call), call.attempt());
        }
    }

    /** Sends the kept events in random order. They are sent only at the end, so that the last one may arrive first. */
    private void shuffled(String id, List<JsonNode> later) throws InterruptedException {
        PlatformCallRecord call = record(id);
        Collections.shuffle(later, new Random(options.seed() + call.to().hashCode()));
        for (JsonNode event : later) {
            post(call, event);
        }
    }

    /** Waits for at most this simulated time of the call; true if the call was hung up. */
    private boolean isHungUpWithin(String id, Duration life) throws InterruptedException {
        return latch(id).await(Math.round(life.toNanos() / options.speed()), TimeUnit.NANOSECONDS);
    }

    private void pause(Duration life) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.round(life.toNanos() / options.speed()));
    }

    private Instant now() {
        return options.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        posts.close();
        journal.close();
    }
}
