package io.vuelta.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

/** One-time schedules to the pace queue. They fire up to a minute late, and sometimes twice. */
final class InMemoryScheduler implements SchedulerClient {
    private final Chaos chaos;
    private final SimulationRandom random;
    private final Timeline timeline;
    private final InstantSource clock;
    private final SimulatedQueue target;
    private final Map<String, Long> generations = new HashMap<>();
    private long serial;

    InMemoryScheduler(
            Chaos chaos, SimulationRandom random, Timeline timeline, InstantSource clock, SimulatedQueue target) {
        this.chaos = chaos;
        this.random = random;
        this.timeline = timeline;
        this.clock = clock;
        this.target = target;
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        chaos.before("schedules.create");
        if (generations.containsKey(request.name())) {
            throw ConflictException.builder().message("exists").build();
        }
        set(request.name(), request.scheduleExpression(), request.target());
        chaos.after("schedules.create");
        return CreateScheduleResponse.builder().build();
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        chaos.before("schedules.update");
        if (!generations.containsKey(request.name())) {
            throw ResourceNotFoundException.builder()
                    .message("no such schedule")
                    .build();
        }
        set(request.name(), request.scheduleExpression(), request.target());
        chaos.after("schedules.update");
        return UpdateScheduleResponse.builder().build();
    }

    private void set(String name, String expression, Target to) {
        String at = expression.substring("at(".length(), expression.length() - 1);
        Instant due = LocalDateTime.parse(at).toInstant(ZoneOffset.UTC);
        long generation = serial++;
        generations.put(name, generation);
        Instant from = due.isAfter(clock.instant()) ? due : clock.instant();
        timeline.put(from.plus(random.within(Duration.ofMinutes(1))), () -> fire(name, generation, to));
    }

    private void fire(String name, long generation, Target to) {
        // A later schedule of the same name has replaced this one.
        if (!Long.valueOf(generation).equals(generations.get(name))) {
            return;
        }
        generations.remove(name);
        deliver(to, generation + "-0");
        if (chaos.occurs(Fault.SCHEDULE_TWICE)) {
            deliver(to, generation + "-1");
        }
    }

    /** The queue uses the body as the deduplication id. */
    private void deliver(Target to, String execution) {
        String body = to.input().replace("<aws.scheduler.execution-id>", execution);
        target.send(body, to.sqsParameters().messageGroupId(), body);
    }

    @Override
    public String serviceName() {
        return "scheduler";
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
