package io.vuelta.cloud.scheduler;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.Target;

/** A server with a clock that tests set, queues that record messages, and a client of the AWS SDK. */
final class TestingScheduler implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String AT_NOON = "at(2026-11-20T12:00:00)";
    static final String GROUP = "lines";
    static final String QUEUE = "pace.fifo";
    static final String DEAD_LETTERS = "dead";
    static final Target TARGET = Target.builder()
            .arn(arn(QUEUE))
            .roleArn("arn:aws:iam::000000000000:role/scheduler")
            .input("ring")
            .sqsParameters(sqs -> sqs.messageGroupId("line"))
            .retryPolicy(retry -> retry.maximumEventAgeInSeconds(3_600).maximumRetryAttempts(30))
            .deadLetterConfig(dead -> dead.arn(arn(DEAD_LETTERS)))
            .build();

    final RecordingQueues queues = new RecordingQueues();
    final SchedulerServer server;
    final SchedulerClient client;
    private volatile Instant now;

    TestingScheduler(Instant now, @Nullable Path store) {
        this.now = now;
        server = SchedulerServer.start(() -> this.now, store, List.of(GROUP), queues);
        client = client(server.endpoint());
    }

    static SchedulerClient client(URI endpoint) {
        return SchedulerClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    static String arn(String queue) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    /** A request with all required fields. */
    static CreateScheduleRequest.Builder request(String name, String expression) {
        return CreateScheduleRequest.builder()
                .name(name)
                .groupName(GROUP)
                .scheduleExpression(expression)
                .scheduleExpressionTimezone("UTC")
                .flexibleTimeWindow(window -> window.mode("OFF"))
                .actionAfterCompletion("DELETE")
                .target(TARGET);
    }

    String create(String name, String expression, Consumer<Target.Builder> change) {
        Target.Builder target = TARGET.toBuilder();
        change.accept(target);
        return client.createSchedule(
                        request(name, expression).target(target.build()).build())
                .scheduleArn();
    }

    String create(String name, String expression) {
        return create(name, expression, _ -> {});
    }

    void update(String name, String expression) {
        CreateScheduleRequest request = request(name, expression).build();
        client.updateSchedule(update -> update.name(name)
                .groupName(GROUP)
                .scheduleExpression(expression)
                .scheduleExpressionTimezone(request.scheduleExpressionTimezone())
                .flexibleTimeWindow(request.flexibleTimeWindow())
                .actionAfterCompletion(request.actionAfterCompletion())
                .target(TARGET));
    }

    /** Whether a schedule of this name existed. Creates it if it did not. */
    boolean exists(String name) {
        try {
            create(name, "at(2999-01-01T00:00:00)");
            return false;
        } catch (ConflictException _) {
            return true;
        }
    }

    /** Moves the clock and fires nothing. */
    void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Moves the clock and fires until nothing is due. */
    void after(Duration duration) throws InterruptedException {
        advance(duration);
        int rounds = 0;
        while (server.fireDue() > 0) {
            if (++rounds > 100) {
                throw new IllegalStateException("still something due after " + rounds + " rounds");
            }
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
