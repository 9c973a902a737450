package io.vuelta.cloud.scheduler;

import static io.vuelta.cloud.scheduler.TestingScheduler.AT_NOON;
import static io.vuelta.cloud.scheduler.TestingScheduler.DEAD_LETTERS;
import static io.vuelta.cloud.scheduler.TestingScheduler.NOON;
import static io.vuelta.cloud.scheduler.TestingScheduler.QUEUE;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulerFiringTest {
    private static final String EXECUTION = "<aws.scheduler.execution-id>";

    @AutoClose
    private final TestingScheduler scheduler = new TestingScheduler(NOON, null);

    private final RecordingQueues queues = scheduler.queues;

    @Test
    void a_schedule_fires_at_its_time_and_only_once_and_is_gone() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T13:00:00)");
        scheduler.after(ofHours(1).minusMillis(1));
        assertThat(queues.delivered()).isEmpty();
        assertThat(scheduler.exists("alarm")).isTrue();
        scheduler.after(ofMillis(1));
        assertThat(queues.delivered()).singleElement().satisfies(message -> {
            assertThat(message.queueUrl()).isEqualTo(QUEUE);
            assertThat(message.messageBody()).isEqualTo("ring");
            assertThat(message.messageGroupId()).isEqualTo("line");
            assertThat(message.messageAttributes()).isEmpty();
            assertThat(message.messageDeduplicationId()).isNull();
        });
        assertThat(scheduler.exists("alarm")).isFalse();
        scheduler.after(ofHours(1));
        assertThat(queues.delivered()).hasSize(1);
    }

    @Test
    void the_ticker_fires_without_being_asked() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T12:00:01)");
        scheduler.advance(ofSeconds(1));
        Instant limit = Instant.now().plusSeconds(5);
        while (queues.delivered().isEmpty() && Instant.now().isBefore(limit)) {
            Thread.sleep(20);
        }
        assertThat(queues.delivered()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {AT_NOON, "at(2026-11-20T11:59:00)", "at(1969-07-20T20:17:00)"})
    void a_schedule_in_the_past_fires_at_once(String expression) throws InterruptedException {
        scheduler.create("alarm", expression);
        assertThat(deliveriesAfter(Duration.ZERO, ofHours(1))).containsExactly(1, 1);
    }

    @Test
    void an_update_changes_the_time_of_the_schedule() throws InterruptedException {
        scheduler.create("alarm", "at(2026-11-20T13:00:00)");
        scheduler.update("alarm", "at(2026-11-20T14:00:00)");
        assertThat(deliveriesAfter(ofHours(1), ofHours(1), ofHours(1))).containsExactly(0, 1, 1);
    }

    @Test
    void a_failure_is_tried_again_after_1_2_4_and_more_seconds_under_the_same_id() throws InterruptedException {
        queues.fail(QUEUE);
        scheduler.create("alarm", AT_NOON, target -> target.input(EXECUTION));
        assertThat(attemptsAfter(0, 1, 1, 1, 3, 1, 7, 1)).containsExactly(1, 2, 2, 3, 3, 4, 4, 5);
        queues.recover();
        assertThat(deliveriesAfter(ofSeconds(16), ofHours(9))).containsExactly(1, 1);
        assertThat(queues.attempts())
                .extracting(message -> message.messageBody())
                .hasSize(6)
                .allMatch(id -> id.length() == 36)
                .containsOnly(queues.attempts().getFirst().messageBody());
    }

    @Test
    void a_failing_schedule_does_not_delay_others() throws InterruptedException {
        queues.fail("sick.fifo");
        scheduler.create("sick", AT_NOON, target -> target.arn(TestingScheduler.arn("sick.fifo")));
        scheduler.create("well", AT_NOON);
        assertThat(deliveriesAfter(Duration.ZERO)).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 4"})
    void after_the_last_retry_the_dead_letter_queue_gets_the_input_and_the_reason(int retries, int attempts)
            throws InterruptedException {
        queues.fail(QUEUE);
        scheduler.create(
                "alarm",
                AT_NOON,
                target -> target.input(EXECUTION)
                        .retryPolicy(retry -> retry.maximumEventAgeInSeconds(60).maximumRetryAttempts(retries)));
        attemptsAfter(0, 1, 2, 4, 8, 16);
        assertThat(queues.attempts())
                .filteredOn(message -> message.queueUrl().equals(QUEUE))
                .hasSize(attempts);
        assertThat(queues.delivered()).singleElement().satisfies(letter -> {
            assertThat(letter.queueUrl()).isEqualTo(DEAD_LETTERS);
            assertThat(letter.messageGroupId()).isNull();
            assertThat(letter.messageAttributes().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    attribute -> attribute.getValue().stringValue())))
                    .isEqualTo(Map.of(
                            "ERROR_CODE", "Down",
                            "ERROR_MESSAGE", RecordingQueues.failure().getMessage(),
                            "EXECUTION_ID", letter.messageBody(),
                            "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
                            "IS_PAYLOAD_TRUNCATED", "false",
                            "RETRY_ATTEMPTS", String.valueOf(retries),
                            "SCHEDULED_TIME", "2026-11-20T12:00:00Z",
                            "SCHEDULE_ARN", "arn:aws:scheduler:us-east-1:000000000000:schedule/lines/alarm",
                            "TARGET_ARN", TestingScheduler.arn(QUEUE)));
        });
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    @Test
    void retries_end_when_the_next_one_would_exceed_the_maximum_age() throws InterruptedException {
        queues.fail(QUEUE);
        scheduler.create(
                "alarm",
                "at(2026-11-20T10:00:00)",
                target -> target.retryPolicy(
                        retry -> retry.maximumEventAgeInSeconds(63).maximumRetryAttempts(185)));
        // Attempts come 0, 1, 3, 7, 15, 31 and 63 s after the first; the eighth would be too old.
        attemptsAfter(0, 1, 2, 4, 8, 16, 31);
        assertThat(queues.delivered()).isEmpty();
        attemptsAfter(1);
        assertThat(queues.delivered())
                .singleElement()
                .extracting(letter -> letter.messageAttributes().toString())
                .asString()
                .contains("MaximumEventAgeInSeconds");
    }

    @Test
    void a_failing_dead_letter_queue_ends_the_invocation_all_the_same() throws InterruptedException {
        queues.fail(QUEUE);
        queues.fail(DEAD_LETTERS);
        scheduler.create(
                "alarm",
                AT_NOON,
                target -> target.retryPolicy(
                        retry -> retry.maximumEventAgeInSeconds(60).maximumRetryAttempts(0)));
        scheduler.after(Duration.ZERO);
        queues.recover();
        assertThat(deliveriesAfter(ofHours(1))).containsExactly(0);
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    @Test
    void a_schedule_set_again_while_it_is_retried_fires_for_both_times() throws InterruptedException {
        queues.fail(QUEUE);
        scheduler.create("alarm", AT_NOON);
        scheduler.after(Duration.ZERO);
        assertThat(scheduler.exists("alarm")).isTrue();
        scheduler.update("alarm", "at(2026-11-20T15:00:00)");
        queues.recover();
        assertThat(deliveriesAfter(ofSeconds(1))).containsExactly(1);
        assertThat(scheduler.exists("alarm")).isTrue();
        assertThat(deliveriesAfter(ofHours(3))).containsExactly(2);
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    @Test
    void all_schedules_of_one_minute_fire_once_even_if_it_takes_several_rounds() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            String input = "ring " + i;
            scheduler.create("alarm" + i, "at(2026-11-20T13:00:00)", target -> target.input(input));
        }
        scheduler.after(ofHours(1));
        assertThat(queues.bodies()).hasSize(200).doesNotHaveDuplicates();
    }

    private List<Integer> deliveriesAfter(Duration... steps) throws InterruptedException {
        List<Integer> counts = new ArrayList<>();
        for (Duration step : steps) {
            scheduler.after(step);
            counts.add(queues.delivered().size());
        }
        return counts;
    }

    private List<Integer> attemptsAfter(int... seconds) throws InterruptedException {
        List<Integer> counts = new ArrayList<>();
        for (int step : seconds) {
            scheduler.after(ofSeconds(step));
            counts.add(queues.attempts().size());
        }
        return counts;
    }
}
