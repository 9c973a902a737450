package vuelta.local.scheduler;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static vuelta.local.scheduler.TestingScheduler.DEAD_LETTERS;
import static vuelta.local.scheduler.TestingScheduler.OFF;
import static vuelta.local.scheduler.TestingScheduler.QUEUE;
import static vuelta.local.scheduler.TestingScheduler.TARGET;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.Target;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulerFiringTest {
    private final TestingScheduler scheduler = new TestingScheduler("2026-11-20T12:00:00Z", null);
    private final RecordingTarget target = scheduler.target;

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void a_one_time_schedule_fires_at_its_time_and_only_once() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T14:00:00)", s -> s.scheduleExpressionTimezone("Europe/Berlin"));
        scheduler.at("2026-11-20T12:59:59.999Z");
        assertThat(target.delivered()).isEmpty();
        scheduler.at("2026-11-20T13:00:00Z");
        assertThat(target.delivered()).singleElement().satisfies(call -> {
            assertThat(call.targetArn()).isEqualTo(QUEUE);
            assertThat(call.input()).isEqualTo("ring");
            assertThat(call.messageGroupId()).isNull();
            assertThat(call.attributes()).isEmpty();
        });
        scheduler.at("2027-11-20T13:00:00Z");
        assertThat(target.delivered()).hasSize(1);
        assertThat(scheduler.exists("alarm")).isTrue();
    }

    @Test
    void the_ticker_fires_without_being_asked() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T12:00:01)");
        scheduler.clock.advance(ofSeconds(1));
        Instant limit = Instant.now().plusSeconds(5);
        while (target.delivered().isEmpty() && Instant.now().isBefore(limit)) {
            Thread.sleep(20);
        }
        assertThat(target.delivered()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at(2026-11-20T12:00:00)", "at(2026-11-20T11:59:00)", "at(1969-07-20T20:17:00)"})
    void a_one_time_schedule_whose_time_is_over_fires_at_once(String expression) throws InterruptedException {
        scheduler.create("alarm", expression);
        scheduler.after(Duration.ZERO);
        assertThat(target.delivered()).hasSize(1);
        scheduler.after(ofHours(1));
        assertThat(target.delivered()).hasSize(1);
    }

    @Test
    void a_one_time_schedule_at_a_time_that_clocks_skip_never_fires() throws InterruptedException {
        scheduler.create("alarm", "at(2027-03-28T02:30:00)", s -> s.scheduleExpressionTimezone("Europe/Berlin"));
        scheduler.at("2027-03-29T00:00:00Z");
        assertThat(target.delivered()).isEmpty();
    }

    @Test
    void a_rate_fires_when_it_is_created_and_then_after_every_period() throws InterruptedException {
        scheduler.create("tick", "rate(5 minutes)");
        assertThat(deliveriesAfter(ofMinutes(0), ofSeconds(299), ofSeconds(1), ofSeconds(299), ofSeconds(1)))
                .containsExactly(1, 1, 2, 2, 3);
    }

    @Test
    void a_cron_fires_at_its_local_times_until_the_end_date_inclusive() throws InterruptedException {
        scheduler.create("daily", "cron(0 9 * * ? *)", s -> s.scheduleExpressionTimezone("Europe/Berlin")
                .startDate(Instant.parse("2026-11-21T08:00:01Z"))
                .endDate(Instant.parse("2026-11-23T08:00:00Z")));
        List<Integer> counts = new ArrayList<>();
        for (int day = 21; day <= 25; day++) {
            scheduler.at("2026-11-" + day + "T08:00:00Z");
            counts.add(target.delivered().size());
        }
        assertThat(counts).containsExactly(0, 1, 2, 2, 2);
    }

    @Test
    void a_rate_counts_from_its_start_date() throws InterruptedException {
        scheduler.create("tick", "rate(1 hour)", s -> s.startDate(Instant.parse("2026-11-20T12:30:00Z")));
        assertThat(deliveriesAfter(ofMinutes(29), ofMinutes(1), ofMinutes(59), ofMinutes(1)))
                .containsExactly(0, 1, 1, 2);
    }

    @Test
    void start_and_end_date_do_not_hold_for_a_one_time_schedule() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T12:10:00)", s -> s.startDate(Instant.parse("2026-11-20T13:00:00Z"))
                .endDate(Instant.parse("2026-11-20T14:00:00Z")));
        scheduler.create("late", "at(2026-11-20T15:00:00)", s -> s.endDate(Instant.parse("2026-11-20T14:00:00Z")));
        assertThat(deliveriesAfter(ofMinutes(10), ofHours(3))).containsExactly(1, 2);
    }

    @Test
    void a_recurring_schedule_that_missed_several_times_fires_once_and_goes_on() throws InterruptedException {
        scheduler.create("tick", "rate(10 minutes)", s -> s.startDate(Instant.parse("2026-11-20T12:10:00Z")));
        assertThat(deliveriesAfter(ofMinutes(65), ofMinutes(4), ofMinutes(1))).containsExactly(1, 1, 2);
    }

    @Test
    void a_disabled_schedule_does_not_fire_nor_catch_up_when_enabled() throws InterruptedException {
        scheduler.create("tick", "cron(0 * * * ? *)", s -> s.state("DISABLED"));
        scheduler.at("2026-11-20T15:30:00Z");
        scheduler.client.updateSchedule(u -> u.name("tick")
                .scheduleExpression("cron(0 * * * ? *)")
                .flexibleTimeWindow(OFF)
                .target(TARGET));
        scheduler.after(Duration.ZERO);
        assertThat(target.delivered()).isEmpty();
        scheduler.at("2026-11-20T16:00:00Z");
        assertThat(target.delivered()).hasSize(1);
    }

    @Test
    void an_update_moves_the_alarm() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T13:00:00)");
        scheduler.client.updateSchedule(u -> u.name("alarm")
                .scheduleExpression("at(2026-11-20T14:00:00)")
                .flexibleTimeWindow(OFF)
                .target(TARGET));
        assertThat(deliveriesAfter(ofHours(1), ofHours(1))).containsExactly(0, 1);
    }

    @Test
    void a_deleted_schedule_does_not_fire() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T13:00:00)");
        scheduler.client.deleteSchedule(d -> d.name("alarm"));
        assertThat(deliveriesAfter(ofHours(2))).containsExactly(0);
    }

    @Test
    void a_flexible_schedule_fires_within_its_window_and_not_all_at_once() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            scheduler.create(
                    "alarm" + i,
                    "at(2026-11-20T13:00:00)",
                    s -> s.flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(10)));
        }
        scheduler.at("2026-11-20T12:59:59Z");
        assertThat(target.delivered()).isEmpty();
        scheduler.at("2026-11-20T13:05:00Z");
        assertThat(target.delivered()).hasSizeBetween(1, 19);
        scheduler.at("2026-11-20T13:10:00Z");
        assertThat(target.delivered()).hasSize(20);
    }

    @Test
    void a_flexible_window_does_not_swallow_the_next_time() throws InterruptedException {
        scheduler.create(
                "tick",
                "rate(5 minutes)",
                s -> s.flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(5)));
        for (int minute = 1; minute <= 60; minute++) {
            scheduler.after(ofMinutes(1));
        }
        assertThat(target.delivered()).hasSizeBetween(12, 13);
    }

    @Test
    void the_input_gets_what_it_asks_for() throws InterruptedException {
        String input = "<aws.scheduler.scheduled-time> <aws.scheduler.schedule-arn>"
                + " <aws.scheduler.attempt-number> <aws.scheduler.execution-id> <aws.scheduler.else>";
        scheduler.create("alarm", "at(2026-11-20T13:00:00)", withTarget(t -> t.input(input)));
        target.failFor(QUEUE);
        scheduler.at("2026-11-20T13:00:09Z");
        target.recover();
        scheduler.after(ofSeconds(1));
        String executionId = target.attempts().getFirst().executionId();
        assertThat(target.inputs())
                .containsExactly("2026-11-20T13:00:00Z arn:aws:scheduler:us-east-1:000000000000:schedule/default/alarm"
                        + " 2 " + executionId + " <aws.scheduler.else>");
    }

    @Test
    void the_message_group_goes_with_the_call() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T12:00:00)", withTarget(t -> t.arn(QUEUE + ".fifo")
                .sqsParameters(p -> p.messageGroupId("contacts"))));
        scheduler.after(Duration.ZERO);
        assertThat(target.delivered()).extracting(TargetCall::messageGroupId).containsExactly("contacts");
    }

    @Test
    void a_failure_is_tried_again_after_1_2_4_and_more_seconds_under_the_same_id() throws InterruptedException {
        target.failFor(QUEUE);
        scheduler.create("alarm", "at(2026-11-20T12:00:00)");
        assertThat(attemptsAfter(0, 1, 1, 1, 3, 1, 7, 1)).containsExactly(1, 2, 2, 3, 3, 4, 4, 5);
        target.recover();
        assertThat(deliveriesAfter(ofSeconds(16), ofHours(9))).containsExactly(1, 1);
        assertThat(target.attempts())
                .extracting(TargetCall::executionId)
                .hasSize(6)
                .containsOnly(target.attempts().getFirst().executionId());
    }

    @Test
    void a_target_that_breaks_its_promise_is_a_failure_too() throws InterruptedException {
        target.breakDown();
        scheduler.create("alarm", "at(2026-11-20T12:00:00)");
        scheduler.after(Duration.ZERO);
        target.recover();
        assertThat(deliveriesAfter(ofSeconds(1))).containsExactly(1);
    }

    @Test
    void one_schedule_in_trouble_does_not_hold_up_its_next_times_or_others() throws InterruptedException {
        String sick = QUEUE + "-sick";
        target.failFor(sick);
        scheduler.create("sick", "rate(1 minute)", withTarget(t -> t.arn(sick)));
        scheduler.create("well", "rate(1 minute)");
        scheduler.after(Duration.ZERO);
        scheduler.after(ofMinutes(1));
        assertThat(target.delivered()).hasSize(2);
        assertThat(target.attempts().stream()
                        .filter(call -> call.targetArn().equals(sick))
                        .map(TargetCall::executionId)
                        .distinct())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 4"})
    void after_the_last_retry_the_dead_letter_queue_gets_the_input_and_why(int retries, int attempts)
            throws InterruptedException {
        target.failFor(QUEUE);
        scheduler.create(
                "alarm", "at(2026-11-20T12:00:00)", withTarget(t -> t.retryPolicy(r -> r.maximumRetryAttempts(retries))
                        .deadLetterConfig(d -> d.arn(DEAD_LETTERS))));
        attemptsAfter(0, 1, 2, 4, 8, 16);
        assertThat(target.attempts())
                .filteredOn(call -> call.targetArn().equals(QUEUE))
                .hasSize(attempts);
        assertThat(target.delivered()).singleElement().satisfies(letter -> {
            assertThat(letter.targetArn()).isEqualTo(DEAD_LETTERS);
            assertThat(letter.input()).isEqualTo("ring");
            assertThat(letter.attributes())
                    .isEqualTo(Map.of(
                            "ERROR_CODE", "Testing.Down",
                            "ERROR_MESSAGE", "told to fail",
                            "EXECUTION_ID", target.attempts().getFirst().executionId(),
                            "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
                            "IS_PAYLOAD_TRUNCATED", "false",
                            "RETRY_ATTEMPTS", String.valueOf(retries),
                            "SCHEDULED_TIME", "2026-11-20T12:00:00Z",
                            "SCHEDULE_ARN", "arn:aws:scheduler:us-east-1:000000000000:schedule/default/alarm",
                            "TARGET_ARN", QUEUE));
        });
    }

    @Test
    void retries_end_when_the_next_one_would_be_older_than_the_maximum_age() throws InterruptedException {
        target.failFor(QUEUE);
        scheduler.create(
                "alarm", "at(2026-11-20T10:00:00)", withTarget(t -> t.retryPolicy(r -> r.maximumEventAgeInSeconds(63))
                        .deadLetterConfig(d -> d.arn(DEAD_LETTERS))));
        // Attempts come 0, 1, 3, 7, 15, 31 and 63 s after the first; the eighth would be too old.
        attemptsAfter(0, 1, 2, 4, 8, 16, 31);
        assertThat(target.delivered()).isEmpty();
        attemptsAfter(1);
        assertThat(target.delivered())
                .extracting(call -> call.attributes().get("EXHAUSTED_RETRY_CONDITION"))
                .containsExactly("MaximumEventAgeInSeconds");
    }

    @Test
    void by_default_185_retries_are_over_within_about_a_day() {
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt <= 185; attempt++) {
            all = all.plus(RetryPolicy.pauseAfter(attempt));
        }
        assertThat(all).isBetween(ofHours(20), ofHours(25));
    }

    @Test
    void a_failing_dead_letter_queue_ends_the_invocation_all_the_same() throws InterruptedException {
        target.failFor(QUEUE);
        target.failFor(DEAD_LETTERS);
        scheduler.create(
                "alarm", "at(2026-11-20T12:00:00)", withTarget(t -> t.retryPolicy(r -> r.maximumRetryAttempts(0))
                        .deadLetterConfig(d -> d.arn(DEAD_LETTERS))));
        scheduler.after(Duration.ZERO);
        target.recover();
        assertThat(deliveriesAfter(ofHours(1))).containsExactly(0);
    }

    @Test
    void a_schedule_to_be_deleted_after_completion_is_gone_once_it_is_delivered() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T13:00:00)", s -> s.actionAfterCompletion("DELETE"));
        scheduler.at("2026-11-20T12:59:59Z");
        assertThat(scheduler.exists("alarm")).isTrue();
        scheduler.at("2026-11-20T13:00:00Z");
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    @Test
    void a_schedule_to_be_deleted_after_completion_stays_while_it_is_retried_and_goes_when_given_up()
            throws InterruptedException {
        target.failFor(QUEUE);
        scheduler.create("alarm", "at(2026-11-20T12:00:00)", s -> s.actionAfterCompletion("DELETE")
                .target(TARGET.toBuilder()
                        .retryPolicy(r -> r.maximumRetryAttempts(1))
                        .build()));
        scheduler.after(Duration.ZERO);
        assertThat(scheduler.exists("alarm")).isTrue();
        scheduler.after(ofSeconds(1));
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    @Test
    void a_recurring_schedule_is_deleted_after_its_last_time_before_the_end_date() throws InterruptedException {
        scheduler.create("tick", "rate(1 hour)", s -> s.endDate(Instant.parse("2026-11-20T13:30:00Z"))
                .actionAfterCompletion("DELETE"));
        scheduler.after(Duration.ZERO);
        assertThat(scheduler.exists("tick")).isTrue();
        scheduler.after(ofHours(1));
        assertThat(scheduler.exists("tick")).isFalse();
        assertThat(target.delivered()).hasSize(2);
    }

    @Test
    void a_schedule_disabled_or_moved_while_it_is_retried_is_not_deleted() throws InterruptedException {
        target.failFor(QUEUE);
        for (String name : List.of("disabled", "moved")) {
            scheduler.create(name, "at(2026-11-20T12:00:00)", s -> s.actionAfterCompletion("DELETE"));
        }
        scheduler.after(Duration.ZERO);
        scheduler.client.updateSchedule(u -> u.name("disabled")
                .scheduleExpression("at(2026-11-20T12:00:00)")
                .flexibleTimeWindow(OFF)
                .target(TARGET)
                .state("DISABLED")
                .actionAfterCompletion("DELETE"));
        scheduler.client.updateSchedule(u -> u.name("moved")
                .scheduleExpression("at(2026-11-20T15:00:00)")
                .flexibleTimeWindow(OFF)
                .target(TARGET)
                .actionAfterCompletion("DELETE"));
        target.recover();
        assertThat(deliveriesAfter(ofSeconds(1))).containsExactly(2);
        assertThat(scheduler.exists("disabled")).isTrue();
        assertThat(scheduler.exists("moved")).isTrue();
    }

    @Test
    void deleting_a_schedule_or_its_group_ends_its_retries() throws InterruptedException {
        target.failFor(QUEUE);
        scheduler.client.createScheduleGroup(g -> g.name("group"));
        scheduler.create("alone", "at(2026-11-20T12:00:00)");
        scheduler.create("grouped", "at(2026-11-20T12:00:00)", s -> s.groupName("group"));
        scheduler.after(Duration.ZERO);
        scheduler.client.deleteSchedule(d -> d.name("alone"));
        scheduler.client.deleteScheduleGroup(g -> g.name("group"));
        target.recover();
        assertThat(deliveriesAfter(ofHours(1))).containsExactly(0);
    }

    @Test
    void schedules_of_one_minute_all_fire_once_however_many_rounds_it_takes() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            String input = "ring " + i;
            scheduler.create("alarm" + i, "at(2026-11-20T13:00:00)", withTarget(t -> t.input(input)));
        }
        scheduler.at("2026-11-20T13:00:00Z");
        assertThat(target.inputs()).hasSize(200).doesNotHaveDuplicates();
    }

    private List<Integer> deliveriesAfter(Duration... steps) throws InterruptedException {
        List<Integer> counts = new ArrayList<>();
        for (Duration step : steps) {
            scheduler.after(step);
            counts.add(target.delivered().size());
        }
        return counts;
    }

    private List<Integer> attemptsAfter(int... seconds) throws InterruptedException {
        List<Integer> counts = new ArrayList<>();
        for (int step : seconds) {
            scheduler.after(ofSeconds(step));
            counts.add(target.attempts().size());
        }
        return counts;
    }

    private static Consumer<CreateScheduleRequest.Builder> withTarget(Consumer<Target.Builder> change) {
        Target.Builder builder = TARGET.toBuilder();
        change.accept(builder);
        return s -> s.target(builder.build());
    }
}
