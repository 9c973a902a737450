package io.vuelta.cloud.scheduler;

import static io.vuelta.cloud.scheduler.TestingScheduler.AT_NOON;
import static io.vuelta.cloud.scheduler.TestingScheduler.NOON;
import static io.vuelta.cloud.scheduler.TestingScheduler.QUEUE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchedulerStoreTest {
    private static final String LATER = "at(2026-11-20T13:00:00)";

    private final Path store;

    SchedulerStoreTest(@TempDir Path directory) {
        this.store = directory.resolve("schedules.journal");
    }

    /** The file that a new server would find if the running one were killed now. */
    private Path copyOfStore() throws IOException {
        return Files.copy(store, store.resolveSibling("copy"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void every_accepted_change_survives_a_kill() throws Exception {
        try (TestingScheduler first = new TestingScheduler(NOON, store)) {
            first.create("fired", AT_NOON);
            first.after(Duration.ZERO);
            first.create("kept", LATER, target -> target.input("Grüße,\nline break"));
            first.create("moved", LATER);
            first.update("moved", "at(2026-11-20T14:00:00)");

            try (TestingScheduler second = new TestingScheduler(NOON, copyOfStore())) {
                assertThat(second.exists("kept")).isTrue();
                second.after(Duration.ofHours(1));
                assertThat(second.queues.bodies()).containsExactly("Grüße,\nline break");
                second.after(Duration.ofHours(1));
                assertThat(second.queues.bodies()).hasSize(2);
            }
        }
    }

    @Test
    void a_schedule_that_became_due_while_no_server_ran_fires_once_at_start() throws InterruptedException {
        try (TestingScheduler first = new TestingScheduler(NOON, store)) {
            first.create("alarm", LATER);
        }
        try (TestingScheduler second = new TestingScheduler(NOON.plusSeconds(86_400), store)) {
            second.after(Duration.ZERO);
            assertThat(second.queues.bodies()).containsExactly("ring");
        }
        try (TestingScheduler third = new TestingScheduler(NOON.plusSeconds(86_400), store)) {
            third.after(Duration.ZERO);
            assertThat(third.queues.attempts()).isEmpty();
        }
    }

    @Test
    void retries_continue_after_a_restart() throws InterruptedException {
        String id;
        try (TestingScheduler first = new TestingScheduler(NOON, store)) {
            first.queues.fail(QUEUE);
            first.create("alarm", AT_NOON, target -> target.input("<aws.scheduler.execution-id>"));
            first.after(Duration.ZERO);
            first.after(Duration.ofSeconds(1));
            assertThat(first.queues.attempts()).hasSize(2);
            id = first.queues.attempts().getFirst().messageBody();
        }
        try (TestingScheduler second = new TestingScheduler(NOON.plusSeconds(2), store)) {
            second.after(Duration.ZERO);
            assertThat(second.queues.attempts()).isEmpty();
            second.after(Duration.ofSeconds(1));
            assertThat(second.queues.bodies()).containsExactly(id);
            assertThat(second.exists("alarm")).isFalse();
        }
    }

    @Test
    void a_journal_cut_within_its_last_line_loses_only_that_line() throws IOException {
        try (TestingScheduler first = new TestingScheduler(NOON, store)) {
            first.create("one", LATER);
            first.create("two", LATER, target -> target.input("Grüße"));
        }
        byte[] whole = Files.readAllBytes(store);
        int lastLine = new String(whole, ISO_8859_1).indexOf('\n') + 1;
        for (int length = lastLine; length < whole.length; length += 7) {
            Files.write(store, Arrays.copyOf(whole, length));
            ScheduleBook.open(store).close();
            assertThat(Files.readAllLines(store)).singleElement().asString().contains("lines/one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{}", "{\"name\":\"lines/one\",\"order\":7}"})
    void a_corrupt_line_is_reported_and_the_file_is_not_changed(String spoilt) throws IOException {
        Files.writeString(store, spoilt + "\n");
        assertThatThrownBy(() -> ScheduleBook.open(store))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(store.toString())
                .hasMessageContaining("repair the line, or delete the file to start without data");
        assertThat(store).hasContent(spoilt);
    }

    @Test
    void after_a_start_the_file_has_only_open_work() throws Exception {
        try (TestingScheduler first = new TestingScheduler(NOON, store)) {
            first.create("alarm", LATER);
            for (int i = 0; i < 20; i++) {
                first.create("over", AT_NOON);
                first.after(Duration.ZERO);
            }
            assertThat(Files.readAllLines(store, UTF_8)).hasSize(61);
        }
        ScheduleBook.open(store).close();
        assertThat(Files.readAllLines(store, UTF_8)).hasSize(1);
    }

    @Test
    @Timeout(30)
    void a_killed_process_loses_nothing_that_it_answered() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerToKill.class.getName(),
                        store.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(UTF_8);
                SchedulerClient client = TestingScheduler.client(URI.create(out.readLine()))) {
            for (int i = 0; i < 20; i++) {
                client.createSchedule(TestingScheduler.request("alarm" + i, "at(2999-01-01T00:00:00)")
                        .build());
            }
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        try (TestingScheduler next = new TestingScheduler(NOON, store)) {
            for (int i = 0; i < 20; i++) {
                assertThat(next.exists("alarm" + i)).isTrue();
            }
        }
    }

    /** Serves until it is killed. */
    static final class ServerToKill {
        private ServerToKill() {}

        public static void main(String[] arguments) throws InterruptedException {
            SchedulerServer server = SchedulerServer.start(
                    InstantSource.system(),
                    Path.of(arguments[0]),
                    List.of(TestingScheduler.GROUP),
                    new RecordingQueues());
            System.out.println(server.endpoint());
            Thread.sleep(60_000);
        }
    }
}
