package io.vuelta.cloud.scheduler;

import static io.vuelta.cloud.scheduler.TestingScheduler.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.scheduler.SchedulerSchedules;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.wake.Wake;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A line's schedule as the functions set it, on a scheduler that fires. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LineSchedulesTest {
    private static final LineId LINE = new LineId("iph_1");

    @AutoClose
    private final TestingScheduler scheduler = new TestingScheduler(NOON, null);

    private final SchedulerSchedules schedules = new SchedulerSchedules(
            scheduler.client,
            new SchedulerSchedules.Settings(
                    TestingScheduler.GROUP,
                    TestingScheduler.arn(TestingScheduler.QUEUE),
                    "arn:aws:iam::000000000000:role/schedules",
                    TestingScheduler.arn(TestingScheduler.DEAD_LETTERS)));

    @Test
    void a_line_has_one_schedule_and_the_last_one_set_holds() throws InterruptedException {
        schedules.set(LINE, NOON.plusSeconds(7_200));
        schedules.set(LINE, NOON.plusSeconds(3_600));

        assertThat(scheduler.exists("line-iph_1")).isTrue();
        scheduler.after(Duration.ofSeconds(3_599));
        assertThat(scheduler.queues.delivered()).isEmpty();
        scheduler.after(Duration.ofSeconds(1));
        scheduler.after(Duration.ofHours(2));
        assertThat(scheduler.queues.delivered()).hasSize(1);
    }

    /**
     * AWS removes a schedule that deletes itself some time after it has fired. If it were set again in between, it
     * would never fire.
     */
    @Test
    void a_schedule_that_has_fired_stays_and_is_set_again() throws InterruptedException {
        schedules.set(LINE, NOON.plusSeconds(60));
        scheduler.after(Duration.ofMinutes(1));

        assertThat(scheduler.exists("line-iph_1")).isTrue();
        schedules.set(LINE, NOON.plusSeconds(120));
        scheduler.after(Duration.ofMinutes(1));
        assertThat(scheduler.queues.delivered()).hasSize(2);
    }

    @Test
    void a_fired_schedule_tells_the_pacer_its_line_and_can_be_set_again() throws InterruptedException {
        for (int i = 1; i <= 2; i++) {
            schedules.set(LINE, NOON.plusSeconds(60L * i));
            scheduler.after(Duration.ofMinutes(1));

            assertThat(scheduler.queues.delivered()).hasSize(i).last().satisfies(message -> {
                assertThat(SqsWakes.read(message.messageBody())).isEqualTo(Wake.of(LINE));
                assertThat(message.messageGroupId()).isEqualTo(LINE.value());
            });
        }
        // The queue deduplicates by content.
        assertThat(scheduler.queues.bodies()).doesNotHaveDuplicates();
    }
}
