package vuelta.local.scheduler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vuelta.local.scheduler.TestingScheduler.OFF;
import static vuelta.local.scheduler.TestingScheduler.QUEUE;
import static vuelta.local.scheduler.TestingScheduler.TARGET;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulerStoreTest {
    private static final String NOW = "2026-11-20T12:00:00Z";

    private final Path directory;

    SchedulerStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path store() {
        return directory.resolve("schedules.jsonl");
    }

    /** What a new server would find if the running one were killed now. */
    private Path copyOfStore(String name) throws IOException {
        return Files.copy(store(), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void every_accepted_change_is_there_after_a_kill() throws IOException {
        try (TestingScheduler first = new TestingScheduler(NOW, store())) {
            first.client.createScheduleGroup(g -> g.name("group").clientToken("g"));
            first.client.createScheduleGroup(g -> g.name("gone"));
            first.client.deleteScheduleGroup(g -> g.name("gone"));
            first.create("kept", "cron(0 9 ? * MON-FRI *)", s -> s.groupName("group")
                    .clientToken("t")
                    .scheduleExpressionTimezone("Europe/Berlin")
                    .startDate(Instant.parse("2026-12-01T00:00:00.5Z"))
                    .flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(7))
                    .description("line\nbreak")
                    .target(TARGET.toBuilder()
                            .sqsParameters(p -> p.messageGroupId("m"))
                            .build()));
            first.create("changed", "rate(1 hour)", s -> s.state("DISABLED"));
            first.client.updateSchedule(u -> u.name("changed")
                    .scheduleExpression("at(1950-01-01T00:00:00)")
                    .flexibleTimeWindow(OFF)
                    .state("DISABLED")
                    .target(TARGET));
            first.create("deleted", "at(2027-01-01T00:00:00)");
            first.client.deleteSchedule(d -> d.name("deleted"));

            try (TestingScheduler second = new TestingScheduler(NOW, copyOfStore("copy"))) {
                GetScheduleResponse kept =
                        first.client.getSchedule(s -> s.name("kept").groupName("group"));
                // By their fields alone: an answer also has the date of its response.
                assertThat(second.client.getSchedule(s -> s.name("kept").groupName("group")))
                        .matches(kept::equalsBySdkFields);
                assertThat(names(second)).containsExactly("changed", "kept");
                assertThat(second.create("kept", "rate(1 hour)", s -> s.groupName("group")
                                .clientToken("t")))
                        .isEqualTo(kept.arn());
                assertThat(second.client.listScheduleGroups(l -> {}).scheduleGroups())
                        .extracting(group -> group.name())
                        .containsExactly("default", "group");
            }
        }
    }

    private static List<String> names(TestingScheduler scheduler) {
        return scheduler.client.listSchedules(l -> {}).schedules().stream()
                .map(ScheduleSummary::name)
                .toList();
    }

    @Test
    void what_fell_due_while_no_server_ran_fires_at_start_and_only_once() throws InterruptedException {
        try (TestingScheduler first = new TestingScheduler(NOW, store())) {
            first.create("alarm", "at(2026-11-20T13:00:00)");
            first.create(
                    "hourly",
                    "cron(30 * * * ? *)",
                    s -> s.target(TARGET.toBuilder()
                            .input("<aws.scheduler.scheduled-time>")
                            .build()));
        }
        try (TestingScheduler second = new TestingScheduler("2026-11-21T12:15:00Z", store())) {
            second.at("2026-11-21T12:15:00Z");
            assertThat(second.target.inputs()).containsExactlyInAnyOrder("ring", "2026-11-20T12:30:00Z");
        }
        try (TestingScheduler third = new TestingScheduler("2026-11-21T12:30:00Z", store())) {
            third.at("2026-11-21T12:30:00Z");
            assertThat(third.target.inputs()).containsExactly("2026-11-21T12:30:00Z");
        }
    }

    @Test
    void retries_go_on_after_a_restart_where_they_stood() throws InterruptedException {
        try (TestingScheduler first = new TestingScheduler(NOW, store())) {
            first.target.failFor(QUEUE);
            first.create("alarm", "at(2026-11-20T12:00:00)", s -> s.actionAfterCompletion("DELETE")
                    .target(TARGET.toBuilder()
                            .input("<aws.scheduler.attempt-number>")
                            .build()));
            first.at("2026-11-20T12:00:00Z");
            first.at("2026-11-20T12:00:01Z");
        }
        try (TestingScheduler second = new TestingScheduler("2026-11-20T12:00:02Z", store())) {
            second.at("2026-11-20T12:00:02Z");
            assertThat(second.target.attempts()).isEmpty();
            second.at("2026-11-20T12:00:03Z");
            assertThat(second.target.inputs()).containsExactly("3");
            assertThat(second.exists("alarm")).isFalse();
        }
    }

    @Test
    void a_journal_cut_anywhere_in_its_last_line_loses_that_line_only() throws IOException {
        try (TestingScheduler first = new TestingScheduler(NOW, store())) {
            first.create("one", "rate(1 hour)", s -> s.state("DISABLED"));
            first.create("two", "rate(1 hour)", s -> s.state("DISABLED").description("Grüße"));
        }
        byte[] whole = Files.readAllBytes(store());
        int lastLine = new String(whole, ISO_8859_1).lastIndexOf('\n') + 1;
        for (int length = lastLine; length < whole.length; length += 7) {
            Path cut = directory.resolve("cut");
            Files.write(cut, Arrays.copyOf(whole, length));
            try (EntryStore read = EntryStore.open(cut)) {
                assertThat(read.entries()).containsOnlyKeys("group/default", "schedule/default/one");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{}", "{\"Put\":[{\"Kind\":\"Unknown\"}],\"Removed\":[]}", "\u0000\u0000\u0000"})
    void a_spoilt_line_is_passed_over_and_later_changes_are_kept(String spoilt) throws IOException {
        try (TestingScheduler first = new TestingScheduler(NOW, store())) {
            first.create("before", "rate(1 hour)", s -> s.state("DISABLED"));
            Files.writeString(store(), "\n" + spoilt, StandardOpenOption.APPEND);
            first.create("after", "rate(1 hour)", s -> s.state("DISABLED"));
        }
        for (int restart = 0; restart < 2; restart++) {
            try (TestingScheduler next = new TestingScheduler(NOW, store())) {
                assertThat(names(next)).containsExactly("after", "before");
            }
        }
    }

    @Test
    void the_file_does_not_grow_with_the_number_of_changes() throws IOException, InterruptedException {
        try (TestingScheduler first = new TestingScheduler(NOW, store())) {
            first.create("tick", "rate(1 minute)");
            for (int minute = 0; minute < 1500; minute++) {
                first.after(Duration.ofMinutes(1));
            }
            assertThat(Files.readAllLines(store(), UTF_8)).hasSizeLessThan(1100);
            try (EntryStore read = EntryStore.open(copyOfStore("copy"))) {
                assertThat(read.entries()).containsOnlyKeys("group/default", "schedule/default/tick");
            }
        }
    }

    @Test
    @Timeout(30)
    void a_killed_process_loses_nothing_it_answered() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerToKill.class.getName(),
                        store().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(UTF_8);
                SchedulerClient client = TestingScheduler.client(URI.create(out.readLine()))) {
            for (int i = 0; i < 20; i++) {
                client.createSchedule(TestingScheduler.request("alarm" + i, "at(2999-01-01T00:00:00)")
                        .build());
            }
            client.deleteSchedule(d -> d.name("alarm7"));
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        try (TestingScheduler next = new TestingScheduler(NOW, store())) {
            assertThat(names(next)).hasSize(19).contains("alarm0", "alarm19").doesNotContain("alarm7");
        }
    }

    /** Serves until it is killed. */
    static final class ServerToKill {
        private ServerToKill() {}

        public static void main(String[] arguments) throws InterruptedException {
            SchedulerServer server =
                    SchedulerServer.start(0, InstantSource.system(), Path.of(arguments[0]), new RecordingTarget());
            System.out.println(server.endpoint());
            Thread.sleep(60_000);
        }
    }
}
