package io.vuelta.cloud.scheduler;

import io.vuelta.adapters.scheduler.SchedulerSchedules;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.cloud.queues.TemplateQueues;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Schedules;
import io.vuelta.testkit.contracts.Arrivals;
import io.vuelta.testkit.contracts.SchedulesContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/**
 * Schedules on the scheduler, with the template's queue of the pacer, fulfil the same contract as the simulation's.
 */
@SuppressWarnings("NullAway.Init") // Started before the first test.
class SchedulePortsTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private static TemplateQueues queues;
    private static TemplateQueues.Received<LineId> ticks;
    private static SchedulerServer server;
    private static SchedulerClient client;

    @BeforeAll
    static void start() {
        queues = new TemplateQueues();
        ticks = queues.receive("PaceQueue", body -> SqsWakes.read(body).line());
        server = SchedulerServer.start(CLOCK, null, queues.scheduleGroups(), queues.sqs());
        client = TestingScheduler.client(server.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
        ticks.close();
        queues.close();
    }

    @Nested
    class SchedulerSchedulesTest extends SchedulesContract {
        @Override
        protected Schedules schedules() {
            return new SchedulerSchedules(
                    client,
                    new SchedulerSchedules.Settings(
                            queues.scheduleGroups().getFirst(),
                            queues.arn("PaceQueue"),
                            "arn:aws:iam::000000000000:role/schedules",
                            queues.arn("ScheduleDeadLetters")));
        }

        /** The scheduler has whole seconds, so the test has two to three seconds to replace a schedule. */
        @Override
        protected Duration step() {
            return Duration.ofSeconds(2);
        }

        @Override
        protected Arrivals<LineId> arrivals() {
            return ticks;
        }
    }
}
