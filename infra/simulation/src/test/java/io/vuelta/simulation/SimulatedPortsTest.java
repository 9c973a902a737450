package io.vuelta.simulation;

import io.vuelta.adapters.scheduler.SchedulerSchedules;
import io.vuelta.adapters.sqs.CommandMessages;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsCommands;
import io.vuelta.adapters.sqs.SqsProviderEvents;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Commands;
import io.vuelta.domain.pace.Schedules;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.testkit.contracts.Arrivals;
import io.vuelta.testkit.contracts.BatchesContract;
import io.vuelta.testkit.contracts.CommandsContract;
import io.vuelta.testkit.contracts.OutcomesContract;
import io.vuelta.testkit.contracts.SchedulesContract;
import io.vuelta.testkit.contracts.WakesContract;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** Without faults, the simulation's queues and its scheduler fulfil the same contracts as the servers. */
class SimulatedPortsTest {
    private static final int MAX_SEEDS = 1_000;

    private final VirtualTime clock = new VirtualTime(Examples.MONDAY.plusMillis(345));
    private final SimulationLog journal = SimulationLog.of(clock, false);
    private final Timeline timeline = new Timeline();
    private final Processes processes = new Processes(timeline, clock);
    private final SimulationRandom random = new SimulationRandom(7);
    private final Chaos chaos = reliable();
    private final InMemorySqs sqs = new InMemorySqs(chaos);

    /** A fault injector without a budget. */
    private Chaos reliable() {
        for (long seed = 1; seed <= MAX_SEEDS; seed++) {
            Chaos some = new Chaos(new SimulationRandom(seed), processes, new InMemoryStore(), new Tally(), journal);
            if (some.over()) {
                return some;
            }
        }
        throw new IllegalStateException("no seed up to " + MAX_SEEDS + " is without chaos");
    }

    private SimulatedQueue queue(SimulatedQueue.Settings settings, SimulatedArrivals<?> arrivals) {
        SimulatedQueue queue = new SimulatedQueue(
                settings,
                arrivals.function(processes, chaos, journal),
                timeline,
                processes,
                chaos,
                random.another(),
                journal);
        sqs.add(queue);
        return queue;
    }

    private <T> SimulatedArrivals<T> arrivals(Function<String, T> read) {
        return new SimulatedArrivals<>(read, timeline, clock);
    }

    private <T> Arrivals<T> arrivals(SimulatedQueue.Settings settings, Function<String, T> read) {
        SimulatedArrivals<T> arrivals = arrivals(read);
        queue(settings, arrivals);
        return arrivals;
    }

    @Nested
    class SimulatedCommandsTest extends CommandsContract {
        private final Arrivals<Command> arrivals =
                SimulatedPortsTest.this.arrivals(Queues.DISPATCH, CommandMessages::read);

        @Override
        protected Commands commands() {
            return new SqsCommands(sqs, "dispatch", clock);
        }

        @Override
        protected Duration longest() {
            return Commands.FURTHEST;
        }

        @Override
        protected Arrivals<Command> arrivals() {
            return arrivals;
        }
    }

    @Nested
    class SimulatedWakesTest extends WakesContract {
        private final Arrivals<Wake> arrivals = SimulatedPortsTest.this.arrivals(Queues.PACE, SqsWakes::read);

        @Override
        protected Wakes wakes() {
            return new SqsWakes(sqs, "pace");
        }

        @Override
        protected Arrivals<Wake> arrivals() {
            return arrivals;
        }
    }

    @Nested
    class SimulatedOutcomesTest extends OutcomesContract {
        private final Arrivals<ProviderEvents.ProviderEvent> arrivals =
                SimulatedPortsTest.this.arrivals(Queues.OUTCOME, SqsProviderEvents::read);

        @Override
        protected ProviderEvents outcomes() {
            return new SqsProviderEvents(sqs, "outcome");
        }

        @Override
        protected Arrivals<ProviderEvents.ProviderEvent> arrivals() {
            return arrivals;
        }
    }

    @Nested
    class SimulatedBatchesTest extends BatchesContract {
        private final Arrivals<Record> arrivals =
                SimulatedPortsTest.this.arrivals(Queues.CONTACTS, SimulatedBatchesTest::read);

        private static Record read(String body) {
            return switch (SqsBatches.read(body)) {
                case SqsBatches.Work.Load load -> load.batch();
                case SqsBatches.Work.Go go -> go.job();
                case SqsBatches.Work.Copy copy -> copy.page();
                case SqsBatches.Work.Erase erasure -> erasure.erasure();
                case SqsBatches.Work.Look look -> look;
                case SqsBatches.Work.Remove remove -> remove;
            };
        }

        @Override
        protected Batches batches() {
            return new SqsBatches(sqs, "contacts");
        }

        @Override
        protected Arrivals<Record> arrivals() {
            return arrivals;
        }
    }

    @Nested
    class SimulatedSchedulesTest extends SchedulesContract {
        private final SimulatedArrivals<LineId> arrivals =
                SimulatedPortsTest.this.arrivals(body -> SqsWakes.read(body).line());
        private final InMemoryScheduler scheduler =
                new InMemoryScheduler(chaos, random.another(), timeline, clock, queue(Queues.PACE, arrivals));

        @Override
        protected Schedules schedules() {
            return new SchedulerSchedules(
                    scheduler, new SchedulerSchedules.Settings("group", "pace", "role", "dead-letters"));
        }

        @Override
        protected Duration step() {
            return Duration.ofMinutes(5);
        }

        @Override
        protected Arrivals<LineId> arrivals() {
            return arrivals;
        }
    }
}
