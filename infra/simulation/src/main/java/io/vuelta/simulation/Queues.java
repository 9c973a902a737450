package io.vuelta.simulation;

import java.time.Duration;
import java.util.List;

/**
 * The queues of template.yaml, each connected to its function. A dispatch batch has one message, so that a seed replays
 * exactly.
 */
final class Queues {
    static final SimulatedQueue.Settings PACE =
            new SimulatedQueue.Settings("pace", true, Duration.ofSeconds(20), 100, 10);
    static final SimulatedQueue.Settings UPLOADS = standard("uploads", 960, 5, 1);
    static final SimulatedQueue.Settings CONTACTS = standard("contacts", 360, 5, 5);
    static final SimulatedQueue.Settings DISPATCH = standard("dispatch", 360, 5, 1);
    static final SimulatedQueue.Settings OUTCOME = standard("outcome", 200, 20, 50);
    static final SimulatedQueue.Settings DOCTOR = standard("doctor", 960, 3, 1);

    private final Timeline timeline;
    private final Processes clock;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final SimulationLog journal;
    private final SimulatedQueue pace;
    private final SimulatedQueue uploads;
    private final List<SimulatedQueue> all;

    Queues(
            Functions functions,
            Timeline timeline,
            Processes clock,
            Chaos chaos,
            SimulationRandom random,
            SimulationLog journal) {
        this.timeline = timeline;
        this.clock = clock;
        this.chaos = chaos;
        this.random = random;
        this.journal = journal;
        this.pace = queue(PACE, functions.pace());
        this.uploads = queue(UPLOADS, functions.ingest());
        this.all = List.of(
                pace,
                uploads,
                queue(CONTACTS, functions.load()),
                queue(DISPATCH, functions.dispatch()),
                queue(OUTCOME, functions.settle()),
                queue(DOCTOR, functions.doctor()));
    }

    private static SimulatedQueue.Settings standard(String name, int visibilitySeconds, int receives, int batch) {
        return new SimulatedQueue.Settings(name, false, Duration.ofSeconds(visibilitySeconds), receives, batch);
    }

    private SimulatedQueue queue(SimulatedQueue.Settings settings, SimulatedFunction function) {
        return new SimulatedQueue(settings, function, timeline, clock, chaos, random.another(), journal);
    }

    SimulatedQueue pace() {
        return pace;
    }

    SimulatedQueue uploads() {
        return uploads;
    }

    List<SimulatedQueue> all() {
        return all;
    }
}
