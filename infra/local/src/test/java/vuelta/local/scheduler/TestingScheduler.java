package vuelta.local.scheduler;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.Target;

/** A server with a clock that is set and a target that records, and the AWS SDK's client on it. */
final class TestingScheduler implements AutoCloseable {
    static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:alarms";
    static final String DEAD_LETTERS = "arn:aws:sqs:us-east-1:000000000000:dead-letters";
    static final FlexibleTimeWindow OFF =
            FlexibleTimeWindow.builder().mode("OFF").build();
    static final Target TARGET = Target.builder()
            .arn(QUEUE)
            .roleArn("arn:aws:iam::000000000000:role/scheduler")
            .input("ring")
            .build();

    final SettableClock clock;
    final RecordingTarget target = new RecordingTarget();
    final SchedulerServer server;
    final SchedulerClient client;

    TestingScheduler(String now, @Nullable Path store) {
        clock = new SettableClock(Instant.parse(now));
        server = SchedulerServer.start(0, clock, store, target);
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

    static CreateScheduleRequest.Builder request(String name, String expression) {
        return CreateScheduleRequest.builder()
                .name(name)
                .scheduleExpression(expression)
                .flexibleTimeWindow(OFF)
                .target(TARGET);
    }

    String create(String name, String expression, Consumer<CreateScheduleRequest.Builder> more) {
        CreateScheduleRequest.Builder request = request(name, expression);
        more.accept(request);
        return client.createSchedule(request.build()).scheduleArn();
    }

    String create(String name, String expression) {
        return create(name, expression, request -> {});
    }

    /** Moves the clock and fires until nothing is due. */
    void at(String time) throws InterruptedException {
        clock.set(Instant.parse(time));
        fire();
    }

    void after(Duration duration) throws InterruptedException {
        clock.advance(duration);
        fire();
    }

    private void fire() throws InterruptedException {
        int rounds = 0;
        while (server.fireDue() > 0) {
            if (++rounds > 100) {
                throw new IllegalStateException("still something due after " + rounds + " rounds");
            }
        }
    }

    boolean exists(String name) {
        try {
            client.getSchedule(request -> request.name(name));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
