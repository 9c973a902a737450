package vuelta.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vuelta.local.scheduler.TestingScheduler.DEAD_LETTERS;
import static vuelta.local.scheduler.TestingScheduler.OFF;
import static vuelta.local.scheduler.TestingScheduler.QUEUE;
import static vuelta.local.scheduler.TestingScheduler.TARGET;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupSummary;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulerApiTest {
    private static final String NOW = "2026-11-20T12:00:00Z";
    private static final String LATER = "at(2026-11-20T13:00:00)";

    private static final Tag TAG = Tag.builder().key("k").value("v").build();

    private final TestingScheduler scheduler = new TestingScheduler(NOW, null);

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void a_schedule_is_answered_as_it_was_created() {
        Target target = TARGET.toBuilder()
                .retryPolicy(r -> r.maximumRetryAttempts(3).maximumEventAgeInSeconds(600))
                .deadLetterConfig(d -> d.arn(DEAD_LETTERS))
                .sqsParameters(s -> s.messageGroupId("group"))
                .build();
        scheduler.client.createScheduleGroup(g -> g.name("campaigns"));
        String arn = scheduler.create("alarm", "rate(5 minutes)", s -> s.groupName("campaigns")
                .scheduleExpressionTimezone("Europe/Berlin")
                .startDate(Instant.parse("2026-11-21T00:00:00.123Z"))
                .endDate(Instant.parse("2026-11-22T00:00:00Z"))
                .flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(15))
                .description("wakes a campaign")
                .state("DISABLED")
                .actionAfterCompletion("DELETE")
                .target(target));

        GetScheduleResponse got =
                scheduler.client.getSchedule(s -> s.name("alarm").groupName("campaigns"));

        assertThat(arn).isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/campaigns/alarm");
        assertThat(got)
                .hasToString(GetScheduleResponse.builder()
                        .arn(arn)
                        .name("alarm")
                        .groupName("campaigns")
                        .scheduleExpression("rate(5 minutes)")
                        .scheduleExpressionTimezone("Europe/Berlin")
                        .startDate(Instant.parse("2026-11-21T00:00:00.123Z"))
                        .endDate(Instant.parse("2026-11-22T00:00:00Z"))
                        .flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(15))
                        .description("wakes a campaign")
                        .state("DISABLED")
                        .actionAfterCompletion("DELETE")
                        .target(target)
                        .creationDate(Instant.parse(NOW))
                        .lastModificationDate(Instant.parse(NOW))
                        .build()
                        .toString());
    }

    @Test
    void what_is_not_given_has_the_defaults_of_AWS() {
        scheduler.create("alarm", LATER);
        GetScheduleResponse got = scheduler.client.getSchedule(s -> s.name("alarm"));
        assertThat(got.groupName()).isEqualTo("default");
        assertThat(got.stateAsString()).isEqualTo("ENABLED");
        assertThat(got.scheduleExpressionTimezone()).isEqualTo("UTC");
        assertThat(got.actionAfterCompletionAsString()).isEqualTo("NONE");
        assertThat(got.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
        assertThat(got.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(86400);
        assertThat(got.description()).isNull();
    }

    @Test
    void an_update_replaces_the_whole_definition_and_keeps_the_creation_date() {
        scheduler.create("alarm", LATER, s -> s.description("old")
                .state("DISABLED")
                .actionAfterCompletion("DELETE")
                .scheduleExpressionTimezone("Europe/Berlin"));
        scheduler.clock.set(Instant.parse("2026-11-20T12:30:00Z"));
        scheduler.client.updateSchedule(u -> u.name("alarm")
                .scheduleExpression("rate(1 hour)")
                .flexibleTimeWindow(OFF)
                .target(TARGET));

        GetScheduleResponse got = scheduler.client.getSchedule(s -> s.name("alarm"));
        assertThat(got.scheduleExpression()).isEqualTo("rate(1 hour)");
        assertThat(got.description()).isNull();
        assertThat(got.stateAsString()).isEqualTo("ENABLED");
        assertThat(got.actionAfterCompletionAsString()).isEqualTo("NONE");
        assertThat(got.scheduleExpressionTimezone()).isEqualTo("UTC");
        assertThat(got.creationDate()).isEqualTo(NOW);
        assertThat(got.lastModificationDate()).isEqualTo("2026-11-20T12:30:00Z");
    }

    @Test
    void a_name_is_taken_once_in_each_group_unless_the_same_token_asks_again() {
        scheduler.client.createScheduleGroup(g -> g.name("other"));
        String arn = scheduler.create("alarm", LATER, s -> s.clientToken("one"));
        assertThat(scheduler.create("alarm", LATER, s -> s.clientToken("one"))).isEqualTo(arn);
        assertThatThrownBy(() -> scheduler.create("alarm", LATER, s -> s.clientToken("two")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Schedule alarm already exists");
        assertThatThrownBy(() -> scheduler.create("alarm", LATER)).isInstanceOf(ConflictException.class);
        assertThat(scheduler.create("alarm", LATER, s -> s.groupName("other"))).isNotEqualTo(arn);
    }

    @Test
    void what_does_not_exist_is_answered_with_ResourceNotFound() {
        assertMissing(() -> scheduler.client.getSchedule(s -> s.name("nobody")));
        assertMissing(() -> scheduler.client.deleteSchedule(s -> s.name("nobody")));
        assertMissing(() -> scheduler.client.updateSchedule(u -> u.name("nobody")
                .scheduleExpression(LATER)
                .flexibleTimeWindow(OFF)
                .target(TARGET)));
        assertMissing(() -> scheduler.create("alarm", LATER, s -> s.groupName("nobody")));
        assertMissing(() -> scheduler.client.listSchedules(l -> l.groupName("nobody")));
        assertMissing(() -> scheduler.client.getScheduleGroup(g -> g.name("nobody")));
        assertMissing(() -> scheduler.client.deleteScheduleGroup(g -> g.name("nobody")));
    }

    private static void assertMissing(Runnable call) {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(call::run)
                .withMessageContaining("nobody does not exist");
    }

    @Test
    void a_deleted_schedule_is_gone() {
        scheduler.create("alarm", LATER);
        scheduler.client.deleteSchedule(s -> s.name("alarm"));
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    static Stream<Arguments> invalidFields() {
        return Stream.of(
                invalid("Name", s -> s.name("a b")),
                invalid("Name", s -> s.name("a".repeat(65))),
                invalid("GroupName", s -> s.groupName("a/b")),
                invalid("ScheduleExpression", s -> s.scheduleExpression("every day")),
                invalid("ScheduleExpression", s -> s.scheduleExpression(null)),
                invalid("ScheduleExpressionTimezone", s -> s.scheduleExpressionTimezone("Mars/Base")),
                invalid("ScheduleExpressionTimezone", s -> s.scheduleExpressionTimezone("+02:00")),
                invalid("State", s -> s.state("PAUSED")),
                invalid("ActionAfterCompletion", s -> s.actionAfterCompletion("ARCHIVE")),
                invalid("Description", s -> s.description("d".repeat(513))),
                invalid("EndDate", s -> s.startDate(Instant.parse(NOW)).endDate(Instant.parse(NOW))),
                invalid("StartDate", s -> s.scheduleExpression("rate(1 hour)")
                        .startDate(Instant.parse("2026-11-20T11:54:59Z"))),
                invalid(
                        "FlexibleTimeWindow",
                        s -> s.flexibleTimeWindow(
                                (software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow) null)),
                invalid("FlexibleTimeWindow.Mode", s -> s.flexibleTimeWindow(w -> w.maximumWindowInMinutes(1))),
                invalid(
                        "FlexibleTimeWindow.MaximumWindowInMinutes",
                        s -> s.flexibleTimeWindow(w -> w.mode("OFF").maximumWindowInMinutes(1))),
                invalid(
                        "FlexibleTimeWindow.MaximumWindowInMinutes",
                        s -> s.flexibleTimeWindow(w -> w.mode("FLEXIBLE"))),
                invalid(
                        "FlexibleTimeWindow.MaximumWindowInMinutes",
                        s -> s.flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(0))),
                invalid(
                        "FlexibleTimeWindow.MaximumWindowInMinutes",
                        s -> s.flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(1441))),
                invalid("Target", s -> s.target((Target) null)),
                invalidTarget("Target.Arn", t -> t.arn(null)),
                invalidTarget("Target.Arn", t -> t.arn("alarms")),
                invalidTarget("Target.RoleArn", t -> t.roleArn(null)),
                invalidTarget("Target.Input", t -> t.input(null)),
                invalidTarget("Target.Input", t -> t.input("")),
                invalidTarget(
                        "Target.RetryPolicy.MaximumRetryAttempts",
                        t -> t.retryPolicy(r -> r.maximumRetryAttempts(186))),
                invalidTarget(
                        "Target.RetryPolicy.MaximumRetryAttempts", t -> t.retryPolicy(r -> r.maximumRetryAttempts(-1))),
                invalidTarget(
                        "Target.RetryPolicy.MaximumEventAgeInSeconds",
                        t -> t.retryPolicy(r -> r.maximumEventAgeInSeconds(59))),
                invalidTarget(
                        "Target.RetryPolicy.MaximumEventAgeInSeconds",
                        t -> t.retryPolicy(r -> r.maximumEventAgeInSeconds(86401))),
                invalidTarget(
                        "Target.DeadLetterConfig.Arn", t -> t.deadLetterConfig(d -> d.arn(DEAD_LETTERS + ".fifo"))),
                invalidTarget(
                        "Target.DeadLetterConfig.Arn",
                        t -> t.deadLetterConfig(d -> d.arn("arn:aws:sns:us-east-1:000000000000:topic"))),
                invalidTarget("Target.SqsParameters.MessageGroupId", t -> t.arn(QUEUE + ".fifo")),
                invalidTarget("Target.SqsParameters.MessageGroupId", t -> t.sqsParameters(s -> s.messageGroupId(""))));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("invalidFields")
    void an_invalid_field_is_refused_by_its_name(String field, Consumer<CreateScheduleRequest.Builder> change) {
        assertThatThrownBy(() -> scheduler.create("alarm", LATER, change))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith(field + " ");
        assertThat(scheduler.exists("alarm")).isFalse();
    }

    static Stream<Arguments> unsupportedFeatures() {
        return Stream.of(
                invalid("KmsKeyArn", s -> s.kmsKeyArn("arn:aws:kms:us-east-1:000000000000:key/1")),
                invalidTarget("Target.EcsParameters", t -> t.ecsParameters(e -> e.taskDefinitionArn("arn:aws:ecs:x"))),
                invalidTarget(
                        "Target.EventBridgeParameters",
                        t -> t.eventBridgeParameters(e -> e.detailType("x").source("y"))),
                invalidTarget("Target.KinesisParameters", t -> t.kinesisParameters(k -> k.partitionKey("x"))),
                invalidTarget("Target.Arn", t -> t.arn("arn:aws:lambda:us-east-1:000000000000:function:x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsupportedFeatures")
    void what_is_not_there_is_refused_and_not_ignored(String feature, Consumer<CreateScheduleRequest.Builder> change) {
        assertThatThrownBy(() -> scheduler.create("alarm", LATER, change))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith(feature)
                .hasMessageContaining("not supported by the local scheduler");
    }

    private static Arguments invalid(String field, Consumer<CreateScheduleRequest.Builder> change) {
        return Arguments.of(field, change);
    }

    private static Arguments invalidTarget(String field, Consumer<Target.Builder> change) {
        Target.Builder target = TARGET.toBuilder();
        change.accept(target);
        return invalid(field, s -> s.target(target.build()));
    }

    @Test
    void tags_are_refused() {
        assertUnsupported(() -> scheduler.client.tagResource(
                t -> t.resourceArn("arn:aws:scheduler:x/y").tags(TAG)));
        assertUnsupported(() -> scheduler.client.listTagsForResource(t -> t.resourceArn("arn:aws:scheduler:x/y")));
        assertUnsupported(
                () -> scheduler.client.createScheduleGroup(g -> g.name("tagged").tags(TAG)));
    }

    private static void assertUnsupported(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ValidationException.class).hasMessageContaining("not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /schedules/a, '{',                   Body",
        "POST, /schedules/a, '[]',                  Body",
        "POST, /schedules/a, '{\"State\":[1]}',     State",
        "POST, /schedules/a, '{\"StartDate\":\"soon\"}', StartDate",
        "POST, /schedules/a, '{\"StartDate\":1e999999999}', StartDate",
        "POST, /schedules/a, '{\"GroupName\":7}',   GroupName",
        "POST, /schedule-groups/a, '{\"Wishes\":7}', Wishes",
        "GET,  /schedules?Color=red, '',            Query parameter Color",
        "PUT,  /schedules,   '{}',                  PUT /schedules",
        "GET,  /,            '',                    GET /"
    })
    void what_is_no_request_of_the_API_is_refused(String method, String path, String body, String message)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(scheduler.server.endpoint() + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ValidationException");
            assertThat(answer.body()).startsWith("{\"Message\":\"" + message + " ");
        }
    }

    @Test
    void a_listing_is_filtered_by_group_prefix_and_state() {
        scheduler.client.createScheduleGroup(g -> g.name("other"));
        scheduler.create("a-1", LATER);
        scheduler.create("a-2", LATER, s -> s.state("DISABLED"));
        scheduler.create("b-1", LATER);
        scheduler.create("a-3", LATER, s -> s.groupName("other"));

        assertThat(names(scheduler.client.listSchedules(l -> {}))).containsExactly("a-1", "a-2", "b-1", "a-3");
        assertThat(names(scheduler.client.listSchedules(l -> l.namePrefix("a-"))))
                .containsExactly("a-1", "a-2", "a-3");
        assertThat(names(scheduler.client.listSchedules(l -> l.groupName("other"))))
                .containsExactly("a-3");
        assertThat(names(scheduler.client.listSchedules(l -> l.state("DISABLED"))))
                .containsExactly("a-2");
        assertThat(names(scheduler.client.listSchedules(l -> l.namePrefix("z"))))
                .isEmpty();
        ScheduleSummary summary =
                scheduler.client.listSchedules(l -> {}).schedules().getFirst();
        assertThat(summary.arn()).endsWith("schedule/default/a-1");
        assertThat(summary.groupName()).isEqualTo("default");
        assertThat(summary.stateAsString()).isEqualTo("ENABLED");
        assertThat(summary.target().arn()).isEqualTo(QUEUE);
        assertThat(summary.creationDate()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void pages_together_hold_every_schedule_once(int size) {
        List<String> all = IntStream.range(0, 5).mapToObj(i -> "s" + i).toList();
        all.forEach(name -> scheduler.create(name, LATER));

        List<Integer> sizes = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        scheduler.client.listSchedulesPaginator(l -> l.maxResults(size)).stream()
                .limit(10)
                .forEach(page -> {
                    sizes.add(page.schedules().size());
                    listed.addAll(names(page));
                });
        assertThat(listed).isEqualTo(all);
        assertThat(sizes).hasSize((5 + size - 1) / size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void a_page_holds_1_to_100(int size) {
        assertThatThrownBy(() -> scheduler.client.listSchedules(l -> l.maxResults(size)))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("MaxResults ");
    }

    private static List<String> names(ListSchedulesResponse page) {
        return page.schedules().stream().map(ScheduleSummary::name).toList();
    }

    @Test
    void a_group_is_created_listed_and_deleted_with_its_schedules_only() {
        String arn = scheduler
                .client
                .createScheduleGroup(g -> g.name("one").clientToken("t"))
                .scheduleGroupArn();
        scheduler.client.createScheduleGroup(g -> g.name("one-more"));
        scheduler.create("alarm", LATER, s -> s.groupName("one"));
        scheduler.create("alarm", LATER, s -> s.groupName("one-more"));

        assertThat(arn).isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule-group/one");
        assertThat(scheduler
                        .client
                        .createScheduleGroup(g -> g.name("one").clientToken("t"))
                        .scheduleGroupArn())
                .isEqualTo(arn);
        assertThatThrownBy(() -> scheduler.client.createScheduleGroup(g -> g.name("one")))
                .isInstanceOf(ConflictException.class);
        assertThat(scheduler.client.getScheduleGroup(g -> g.name("one")).stateAsString())
                .isEqualTo("ACTIVE");
        assertThat(groups("")).containsExactly("default", "one", "one-more");
        assertThat(groups("one")).containsExactly("one", "one-more");

        scheduler.client.deleteScheduleGroup(g -> g.name("one"));
        assertThat(groups("")).containsExactly("default", "one-more");
        assertThat(scheduler.client.listSchedules(l -> {}).schedules())
                .extracting(ScheduleSummary::groupName)
                .containsExactly("one-more");
    }

    private List<String> groups(String prefix) {
        return scheduler
                .client
                .listScheduleGroups(l -> l.namePrefix(prefix.isEmpty() ? null : prefix))
                .scheduleGroups()
                .stream()
                .map(ScheduleGroupSummary::name)
                .toList();
    }

    @Test
    void the_default_group_cannot_be_deleted() {
        assertThatThrownBy(() -> scheduler.client.deleteScheduleGroup(g -> g.name("default")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("default");
        assertThat(groups("")).containsExactly("default");
    }

    @Test
    void every_thread_is_a_daemon_and_ends_with_the_server() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        TestingScheduler another = new TestingScheduler(NOW, null);
        another.create("alarm", LATER);
        List<Thread> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .toList();
        assertThat(started).extracting(Thread::getName).anyMatch(name -> name.startsWith("scheduler-ticker"));
        assertThat(started).allMatch(Thread::isDaemon);

        another.close();
        for (Thread thread : started) {
            if (thread.getName().startsWith("scheduler-")) {
                assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
            }
        }
    }
}
