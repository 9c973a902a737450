package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.CallbackDelivery;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.server.Journal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Accepts calls and runs them: it keeps the time, the journal and the callbacks. Events that cannot be computed again
 * (the acceptance with its script, the begin of the dialling, a hang-up, a first 429) are journaled before they take
 * effect; the steps of a call follow from these.
 */
final class CallEngine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CallEngine.class.getName());
    private static final double MAX_SHUFFLE_PAUSE_SECONDS = 2;

    private final TwilioSimulator.Options options;
    private final InstantSource clock;
    private final CallScripts scripts;
    private final Journal journal;
    private final CallbackDelivery callbacks;
    private final BeginSlots slots;
    private final Conversations conversations;
    private final Supplier<URI> baseUrl;
    private final Map<String, SimulatedCall> calls = new LinkedHashMap<>();
    private final Map<String, Integer> callsTo = new HashMap<>();
    private final Set<String> throttled = new HashSet<>();

    /** One timer for each call in progress. */
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            2, Thread.ofPlatform().daemon().name("twilio-timer-", 0).factory(), new ThreadPoolExecutor.DiscardPolicy());

    /**
     * An engine without calls.
     *
     * @param baseUrl the simulator's address, first used when callbacks are sent
     */
    CallEngine(TwilioSimulator.Options options, Supplier<URI> baseUrl) {
        this.options = options;
        this.clock = options.clock();
        this.scripts = new CallScripts(options.seed(), options.population());
        this.journal = Journal.open(options.journal());
        this.callbacks = new CallbackDelivery(journal);
        this.baseUrl = baseUrl;
        this.conversations = new Conversations(options, this::hangUp);
        this.slots = new BeginSlots(options.limits().callsPerSecond());
    }

    /** Continues the calls of the journal: steps that became due meanwhile happen now. */
    synchronized void resume() {
        Journal.read(options.journal()).forEach(this::restore);
        List.copyOf(calls.values()).forEach(this::resume);
    }

    synchronized Placement place(Form form) {
        Optional<TwilioError> broken = NewCallRules.firstBroken(form);
        if (broken.isPresent()) {
            return new Placement.Refused(broken.get());
        }
        CallRequest request = CallRequest.of(form);
        MagicCallNumber magic = MagicCallNumber.of(request.to());
        if (magic == MagicCallNumber.SERVER_ERROR) {
            return new Placement.Refused(TwilioError.SERVER_ERROR);
        }
        if (magic == MagicCallNumber.THROTTLED_ONCE && throttled.add(request.to())) {
            journal.append(line("throttled").put("to", request.to()));
            return new Placement.Refused(TwilioError.TOO_MANY_REQUESTS);
        }
        SimulatedCall call = accept(request);
        Duration queued = Duration.between(call.placedAt(), scheduleBegin(call, call.placedAt()));
        return magic == MagicCallNumber.CONNECTION_CUT
                ? new Placement.PlacedWithoutAnswer()
                : new Placement.Placed(call, queued);
    }

    private SimulatedCall accept(CallRequest request) {
        String sid = "CA" + UUID.randomUUID().toString().replace("-", "");
        CallScript script = scripts.of(request, callsTo.getOrDefault(request.to(), 0) + 1);
        SimulatedCall call = SimulatedCall.placed(sid, request, script, now());
        journal.append(line("placed")
                .put("sid", sid)
                .put("at", SimulatorJson.iso(call.placedAt()))
                .<ObjectNode>set("form", request.form().toJson())
                .set("fate", script.toJson()));
        enter(call);
        return call;
    }

    private void enter(SimulatedCall call) {
        calls.put(call.sid(), call);
        callsTo.merge(call.request().to(), 1, Integer::sum);
    }

    /** Ends a call at once; an ended call does not change. Does nothing if there is no such call. */
    synchronized Optional<SimulatedCall> hangUp(String sid) {
        SimulatedCall call = calls.get(sid);
        if (call == null || call.ended()) {
            return Optional.ofNullable(call);
        }
        Instant at = now();
        journal.append(
                line("hung_up").put("sid", sid).put("at", SimulatorJson.iso(at)).put("reached", call.reached()));
        step(call.hungUp(at, options.speed()));
        return Optional.ofNullable(calls.get(sid));
    }

    /** Continues an answered call with other TwiML. */
    void redirect(SimulatedCall call, String twiml) {
        conversations.redirect(call, twiml);
    }

    /** All texts that were spoken in calls. */
    List<SpokenText> spokenTexts() {
        return conversations.spokenTexts();
    }

    synchronized Optional<SimulatedCall> find(String sid) {
        return Optional.ofNullable(calls.get(sid));
    }

    /**
     * Forgets the calls that ended before this instant and the texts that were spoken in them. They cannot be looked up
     * any more.
     */
    synchronized void forget(Instant endedBefore) {
        Set<String> forgotten = new HashSet<>();
        for (SimulatedCall call : calls.values()) {
            if (call.when(Step.Kind.ENDED)
                    .filter(end -> end.isBefore(endedBefore))
                    .isPresent()) {
                forgotten.add(call.sid());
                callsTo.remove(call.request().to());
            }
        }
        calls.keySet().removeAll(forgotten);
        conversations.forget(forgotten);
        callbacks.forget(sending -> forgotten.contains(sending.substring(0, sending.indexOf('/'))));
    }

    /** Every accepted call, oldest first. */
    synchronized List<SimulatedCall> all() {
        return List.copyOf(calls.values());
    }

    /** Schedules the begin of the dialling and returns its time. */
    private Instant scheduleBegin(SimulatedCall call, Instant at) {
        Instant slot = slots.take(at);
        after(slot, () -> begin(call.sid(), slot));
        return slot;
    }

    private synchronized void begin(String sid, Instant slot) {
        SimulatedCall call = calls.get(sid);
        if (call == null || !call.plan().isEmpty()) {
            return; // The call was canceled in the queue.
        }
        journal.append(line("began").put("sid", sid).put("at", SimulatorJson.iso(slot)));
        step(call.begun(slot.truncatedTo(ChronoUnit.MILLIS), options.speed()));
    }

    /** Called by a timer, so possibly late: it has an effect only if the call still waits for this step. */
    private synchronized void stepFrom(String sid, int reached) {
        SimulatedCall call = calls.get(sid);
        if (call != null && call.reached() == reached) {
            step(call);
        }
    }

    private void step(SimulatedCall before) {
        SimulatedCall call = before.stepped();
        calls.put(call.sid(), call);
        report(call);
        if (options.fetches() && call.plan().get(call.reached() - 1).kind() == Step.Kind.ANSWERED) {
            conversations.begin(call);
        }
        if (call.ended()) {
            conversations.end(call.sid());
        }
        call.next().ifPresent(next -> after(next.at(), () -> stepFrom(call.sid(), call.reached())));
    }

    private void report(SimulatedCall call) {
        switch (MagicCallNumber.of(call.request().to())) {
            case CALLBACKS_LOST -> {}
            case CALLBACKS_SHUFFLED -> reportAllShuffled(call);
            case HUMAN,
                    MACHINE,
                    BUSY,
                    NO_ANSWER,
                    FAILED,
                    BUSY_ONCE,
                    CONNECTION_CUT,
                    THROTTLED_ONCE,
                    SERVER_ERROR,
                    UNREACHABLE,
                    NONE ->
                Callback.of(call, options.accountSid(), baseUrl.get())
                        .forEach(callback -> callbacks.send(callback.sending(1, options.authToken()), Duration.ZERO));
        }
        if (call.ended()) {
            callbacks.finish(call.sid());
        }
    }

    /**
     * Sends the kept callbacks in random order. They are sent only at the end, so that the last one may arrive first.
     */
    private void reportAllShuffled(SimulatedCall call) {
        if (!call.ended()) {
            return;
        }
        RandomGenerator random =
                new SplittableRandom(options.seed() * 31 + call.request().to().hashCode());
        List<Runnable> sendings = new ArrayList<>();
        for (int steps = 1; steps <= call.reached(); steps++) {
            Callback.of(call.at(steps), options.accountSid(), baseUrl.get()).forEach(callback -> {
                sendings.add(() -> callbacks.send(callback.sending(1, options.authToken()), shufflePause(random)));
                sendings.add(() -> callbacks.send(callback.sending(2, options.authToken()), shufflePause(random)));
            });
        }
        Collections.shuffle(sendings, random);
        sendings.forEach(Runnable::run);
    }

    private Duration shufflePause(RandomGenerator random) {
        double seconds = random.nextDouble() * MAX_SHUFFLE_PAUSE_SECONDS / options.speed();
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private void restore(JsonNode line) {
        if (CallbackDelivery.wrote(line)) {
            callbacks.restore(line);
            return;
        }
        switch (line.path("kind").asText()) {
            case "throttled" -> throttled.add(line.path("to").asText());
            case "placed" ->
                enter(SimulatedCall.placed(
                        line.path("sid").asText(),
                        CallRequest.of(Form.fromJson(line.path("form"))),
                        CallScript.fromJson(line.path("fate")),
                        at(line)));
            case "began" ->
                calls.computeIfPresent(line.path("sid").asText(), (_, call) -> call.begun(at(line), options.speed()));
            case "hung_up" ->
                calls.computeIfPresent(
                        line.path("sid").asText(),
                        (_, call) -> call.at(line.path("reached").asInt())
                                .hungUp(at(line), options.speed())
                                .at(0));
            default ->
                throw new IllegalStateException("the journal has a line of an unknown kind: " + line.path("kind"));
        }
    }

    private void resume(SimulatedCall call) {
        if (call.plan().isEmpty()) {
            var _ = scheduleBegin(call, now());
            return;
        }
        Instant now = now();
        SimulatedCall caughtUp = call;
        while (caughtUp.next().filter(next -> !next.at().isAfter(now)).isPresent()) {
            caughtUp = caughtUp.stepped();
            report(caughtUp);
        }
        SimulatedCall resumed = caughtUp;
        calls.put(resumed.sid(), resumed);
        resumed.next().ifPresent(next -> after(next.at(), () -> stepFrom(resumed.sid(), resumed.reached())));
    }

    private void after(Instant due, Runnable task) {
        long delay = Math.max(0, Duration.between(now(), due).toMillis());
        var _ = timers.schedule(() -> runOrLog(task), delay, TimeUnit.MILLISECONDS);
    }

    private static void runOrLog(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "a call of the simulator has stopped because of an error", failure);
        }
    }

    private static ObjectNode line(String kind) {
        return SimulatorJson.object().put("kind", kind);
    }

    private static Instant at(JsonNode line) {
        return Instant.parse(line.path("at").asText());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public synchronized void close() {
        timers.shutdownNow();
        conversations.close();
        callbacks.close();
        journal.close();
    }
}
