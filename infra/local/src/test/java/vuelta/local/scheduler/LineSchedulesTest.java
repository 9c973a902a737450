package vuelta.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import vuelta.adapters.scheduler.SchedulerSchedules;
import vuelta.adapters.sqs.SqsWakes;
import vuelta.domain.line.LineId;
import vuelta.domain.wake.Wake;

/** A line's schedule as the functions set it, on a scheduler that fires. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LineSchedulesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LineId LINE = new LineId("iph_1");

    private final List<TargetCall> fired = new CopyOnWriteArrayList<>();
    private volatile Instant now = NOON;
    private final SchedulerServer server =
            SchedulerServer.start(0, () -> now, null, List.of("vuelta-lines"), fired::add);
    private final SchedulerClient client = SchedulerClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "secret")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final SchedulerSchedules schedules = new SchedulerSchedules(
            client,
            new SchedulerSchedules.Settings(
                    "vuelta-lines",
                    "arn:aws:sqs:us-east-1:000000000000:pace.fifo",
                    "arn:aws:iam::000000000000:role/schedules",
                    "arn:aws:sqs:us-east-1:000000000000:dead"));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void a_line_has_one_schedule_in_utc_and_the_last_one_set_holds() {
        schedules.set(LINE, NOON.plusSeconds(7_200));
        schedules.set(LINE, NOON.plusSeconds(3_600));

        assertThat(client.listSchedules(all -> {}).schedules()).hasSize(1);
        GetScheduleResponse set =
                client.getSchedule(get -> get.groupName("vuelta-lines").name("line-iph_1"));
        assertThat(set.scheduleExpression()).isEqualTo("at(2026-11-22T13:00:00)");
        assertThat(set.scheduleExpressionTimezone()).isEqualTo("UTC");
        assertThat(set.target().deadLetterConfig().arn()).endsWith(":dead");
    }

    @Test
    void when_it_fires_the_pacer_reads_its_line_and_the_schedule_is_gone_so_that_the_next_can_be_set()
            throws Exception {
        schedules.set(LINE, NOON.plusSeconds(60));
        server.fireDue();
        assertThat(fired).isEmpty();

        now = NOON.plusSeconds(61);
        server.fireDue();

        assertThat(fired).singleElement().satisfies(call -> {
            assertThat(SqsWakes.read(call.input())).isEqualTo(Wake.of(LINE));
            assertThat(call.messageGroupId()).isEqualTo(LINE.value());
            assertThat(call.input()).contains(call.executionId());
        });
        assertThat(client.listSchedules(all -> {}).schedules()).isEmpty();
        schedules.set(LINE, NOON.plusSeconds(600));
        assertThat(client.listSchedules(all -> {}).schedules()).hasSize(1);
    }
}
