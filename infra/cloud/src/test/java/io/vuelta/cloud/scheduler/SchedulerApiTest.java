package io.vuelta.cloud.scheduler;

import static io.vuelta.cloud.scheduler.TestingScheduler.AT_NOON;
import static io.vuelta.cloud.scheduler.TestingScheduler.NOON;
import static io.vuelta.cloud.scheduler.TestingScheduler.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulerApiTest {
    private static final String LATER = "at(2026-11-20T13:00:00)";

    @AutoClose
    private final TestingScheduler scheduler = new TestingScheduler(NOON, null);

    @Test
    void a_schedule_is_created_once_under_its_arn() {
        assertThat(scheduler.create("line-1", LATER))
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/lines/line-1");
        assertThatThrownBy(() -> scheduler.create("line-1", LATER))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Schedule lines/line-1 already exists.");
    }

    @Test
    void a_missing_schedule_is_answered_with_ResourceNotFound() {
        assertThatThrownBy(() -> scheduler.update("line-1", LATER))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule lines/line-1 does not exist.");
        for (String group : new String[] {"default", null}) {
            assertThatThrownBy(() -> scheduler.client.createSchedule(TestingScheduler.request("line-1", LATER)
                            .groupName(group)
                            .build()))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Schedule group " + (group == null ? "" : group) + " does not exist.");
        }
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                of("ScheduleExpression must be given", s -> s.scheduleExpression(null)),
                of("ScheduleExpression \"rate(1 hour)\"", s -> s.scheduleExpression("rate(1 hour)")),
                of("ScheduleExpression \"cron(0 8 * * ? *)\"", s -> s.scheduleExpression("cron(0 8 * * ? *)")),
                of("ScheduleExpression must be a time", s -> s.scheduleExpression("at(2026-02-30T00:00:00)")),
                of("ScheduleExpressionTimezone must", s -> s.scheduleExpressionTimezone(null)),
                of("ScheduleExpressionTimezone \"Europe", s -> s.scheduleExpressionTimezone("Europe/Berlin")),
                of("FlexibleTimeWindow.Mode must be", s -> s.flexibleTimeWindow((FlexibleTimeWindow) null)),
                of(
                        "FlexibleTimeWindow.Mode \"FLEXIBLE\"",
                        s -> s.flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(1))),
                of(
                        "FlexibleTimeWindow.MaximumWindowInMinutes is",
                        s -> s.flexibleTimeWindow(w -> w.mode("OFF").maximumWindowInMinutes(1))),
                of("ActionAfterCompletion must be given", s -> s.actionAfterCompletion((String) null)),
                of("ActionAfterCompletion \"KEEP\"", s -> s.actionAfterCompletion("KEEP")),
                of("State is not", s -> s.state("DISABLED")),
                of("Description is not", s -> s.description("wakes a line")),
                of("StartDate is not", s -> s.startDate(Instant.EPOCH)),
                of("EndDate is not", s -> s.endDate(Instant.EPOCH)),
                of("KmsKeyArn is not", s -> s.kmsKeyArn("arn:aws:kms:us-east-1:000000000000:key/1")),
                of("Target.RoleArn must be given", s -> s.target((Target) null)),
                target("Target.Arn must be given", t -> t.arn(null)),
                target("Target.Arn \"arn:aws:lambda", t -> t.arn("arn:aws:lambda:us-east-1:000000000000:function:x")),
                target("Target.Arn \"arn:aws:sqs", t -> t.arn(TestingScheduler.arn("standard"))),
                target("Target.RoleArn must be given", t -> t.roleArn(null)),
                target("Target.Input must be given", t -> t.input(null)),
                target("Target.Input \"\"", t -> t.input("")),
                target("Target.Input \"<aws.", t -> t.input("<aws.scheduler.scheduled-time>")),
                target("Target.SqsParameters.MessageGroupId \"\"", t -> t.sqsParameters(s -> s.messageGroupId(""))),
                target("Target.SqsParameters.MessageGroupId must", t -> t.sqsParameters(_ -> {})),
                target("Target.RetryPolicy.MaximumRetryAttempts must be 0 to 185, not 186", retry(60, 186)),
                target("Target.RetryPolicy.MaximumRetryAttempts must be 0 to 185, not -1", retry(60, -1)),
                target("Target.RetryPolicy.MaximumEventAgeInSeconds must be 60 to 86400, not 59", retry(59, 0)),
                target("Target.RetryPolicy.MaximumEventAgeInSeconds must be 60 to 86400", retry(86_401, 0)),
                target("Target.DeadLetterConfig.Arn must", t -> t.deadLetterConfig(_ -> {})),
                target(
                        "Target.DeadLetterConfig.Arn \"arn",
                        t -> t.deadLetterConfig(d -> d.arn(TestingScheduler.arn("dead.fifo")))),
                target(
                        "Target.EcsParameters.TaskDefinitionArn is not",
                        t -> t.ecsParameters(ecs -> ecs.taskDefinitionArn("arn:aws:ecs:x"))),
                target("Target.KinesisParameters is not", t -> t.kinesisParameters(_ -> {})));
    }

    private static Arguments of(String message, Consumer<CreateScheduleRequest.Builder> change) {
        return Arguments.of(message, change);
    }

    private static Arguments target(String message, Consumer<Target.Builder> change) {
        Target.Builder target = TARGET.toBuilder();
        change.accept(target);
        return of(message, s -> s.target(target.build()));
    }

    private static Consumer<Target.Builder> retry(int maxAgeSeconds, int maxRetries) {
        return target -> target.retryPolicy(
                retry -> retry.maximumEventAgeInSeconds(maxAgeSeconds).maximumRetryAttempts(maxRetries));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknown")
    void a_field_that_the_functions_do_not_use_is_refused_by_name(
            String message, Consumer<CreateScheduleRequest.Builder> change) {
        CreateScheduleRequest.Builder request = TestingScheduler.request("line-1", LATER);
        change.accept(request);
        assertThatThrownBy(() -> scheduler.client.createSchedule(request.build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith(message);
        assertThat(scheduler.exists("line-1")).isFalse();
    }

    @Test
    void other_operations_are_refused_by_name() {
        List<Runnable> others = List.of(
                () -> scheduler.client.getSchedule(get -> get.name("line-1")),
                () -> scheduler.client.deleteSchedule(delete -> delete.name("line-1")),
                () -> scheduler.client.listSchedules(_ -> {}),
                () -> scheduler.client.createScheduleGroup(group -> group.name("more")),
                () -> scheduler.create("a".repeat(65), LATER));
        assertThat(others)
                .allSatisfy(other -> assertThatThrownBy(other::run)
                        .isInstanceOf(ValidationException.class)
                        .hasMessageContaining("is not supported by the local scheduler"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /schedules/a,     '{',                                     Body must be JSON",
        "POST, /schedules/a,     '[]',                                    Body must be a JSON object",
        "POST, /schedules/a,     '{\"GroupName\":\"lines\",\"Target\":7}', ScheduleExpressionTimezone must be given",
        "POST, /schedules/a?b=c, '{}',                                    POST /schedules/a?b=c (known is",
        "GET,  /,                '',                                      GET / (known is"
    })
    void a_request_outside_the_API_is_refused(String method, String path, String body, String message)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(scheduler.server.endpoint() + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ValidationException");
            assertThat(answer.body()).startsWith("{\"Message\":\"" + message);
        }
    }

    @Test
    void every_thread_is_a_daemon() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (TestingScheduler another = new TestingScheduler(NOON, null)) {
            another.create("line-1", AT_NOON);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .contains("scheduler-ticker");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .allMatch(Thread::isDaemon);
        }
    }
}
