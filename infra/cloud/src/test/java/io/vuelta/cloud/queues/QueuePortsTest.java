package io.vuelta.cloud.queues;

import io.vuelta.adapters.sqs.CommandMessages;
import io.vuelta.adapters.sqs.SqsBatches;
import io.vuelta.adapters.sqs.SqsCommands;
import io.vuelta.adapters.sqs.SqsProviderEvents;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.file.Batches;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.pace.Commands;
import io.vuelta.domain.settle.ProviderEvents;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.testkit.contracts.Arrivals;
import io.vuelta.testkit.contracts.BatchesContract;
import io.vuelta.testkit.contracts.CommandsContract;
import io.vuelta.testkit.contracts.OutcomesContract;
import io.vuelta.testkit.contracts.WakesContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The ports on the template's queues, in ElasticMQ, fulfil the same contracts as the simulation's queues. */
@SuppressWarnings("NullAway.Init") // Started before the first test.
@Tag("slow")
class QueuePortsTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private static TemplateQueues queues;
    private static TemplateQueues.Received<Command> commandsReceived;
    private static TemplateQueues.Received<Wake> ticksReceived;
    private static TemplateQueues.Received<ProviderEvents.ProviderEvent> outcomesReceived;
    private static TemplateQueues.Received<Record> batchesReceived;

    @BeforeAll
    static void start() {
        queues = new TemplateQueues();
        commandsReceived = queues.receive("DispatchQueue", CommandMessages::read);
        ticksReceived = queues.receive("PaceQueue", SqsWakes::read);
        outcomesReceived = queues.receive("OutcomeQueue", SqsProviderEvents::read);
        batchesReceived = queues.receive("ContactsQueue", QueuePortsTest::work);
    }

    private static Record work(String body) {
        return switch (SqsBatches.read(body)) {
            case SqsBatches.Work.Load load -> load.batch();
            case SqsBatches.Work.Go go -> go.job();
            case SqsBatches.Work.Copy copy -> copy.page();
            case SqsBatches.Work.Erase erasure -> erasure.erasure();
            case SqsBatches.Work.Look look -> look;
            case SqsBatches.Work.Remove remove -> remove;
        };
    }

    @AfterAll
    static void stop() {
        commandsReceived.close();
        ticksReceived.close();
        outcomesReceived.close();
        batchesReceived.close();
        queues.close();
    }

    @Nested
    class SqsCommandsTest extends CommandsContract {
        @Override
        protected Commands commands() {
            return new SqsCommands(queues.sqs(), queues.url("DispatchQueue"), CLOCK);
        }

        @Override
        protected Duration longest() {
            return Duration.ofMillis(1_700);
        }

        @Override
        protected Arrivals<Command> arrivals() {
            return commandsReceived;
        }
    }

    @Nested
    class SqsWakesTest extends WakesContract {
        @Override
        protected Wakes wakes() {
            return new SqsWakes(queues.sqs(), queues.url("PaceQueue"));
        }

        @Override
        protected Arrivals<Wake> arrivals() {
            return ticksReceived;
        }
    }

    @Nested
    class SqsOutcomesTest extends OutcomesContract {
        @Override
        protected ProviderEvents outcomes() {
            return new SqsProviderEvents(queues.sqs(), queues.url("OutcomeQueue"));
        }

        @Override
        protected Arrivals<ProviderEvents.ProviderEvent> arrivals() {
            return outcomesReceived;
        }
    }

    @Nested
    class SqsBatchesTest extends BatchesContract {
        @Override
        protected Batches batches() {
            return new SqsBatches(queues.sqs(), queues.url("ContactsQueue"));
        }

        @Override
        protected Arrivals<Record> arrivals() {
            return batchesReceived;
        }
    }
}
