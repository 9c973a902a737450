package io.vuelta.cloud.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.vuelta.server.Journal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All schedules and their invocations, and the rules that change them. With a journal, whose lines are the changed
 * schedules, a change is written before it takes effect. Safe for several threads.
 */
final class ScheduleBook implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new StdDelegatingDeserializer<>(new ToInstant())))
            .build();

    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Journal journal;

    private ScheduleBook(@Nullable Path file) {
        // Removes an incomplete last line that a kill left.
        Journal.open(file).close();
        for (JsonNode line : Journal.read(file)) {
            enter(schedule(line, file));
        }
        if (file != null) {
            Journal.rewrite(
                    file, schedules.values().stream().map(ScheduleBook::line).toList());
        }
        this.journal = Journal.open(file);
    }

    /** @param file the journal; null for no journal */
    static ScheduleBook open(@Nullable Path file) {
        return new ScheduleBook(file);
    }

    private static Schedule schedule(JsonNode line, @Nullable Path file) {
        try {
            return JSON.treeToValue(line, Schedule.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    file
                            + " has a line that is not a schedule; repair the line, or delete the file to start"
                            + " without data",
                    e);
        }
    }

    private static ObjectNode line(Schedule schedule) {
        return JSON.valueToTree(schedule);
    }

    private void put(Schedule changed) {
        journal.append(line(changed));
        enter(changed);
    }

    private void enter(Schedule changed) {
        if (changed.over()) {
            schedules.remove(changed.name());
        } else {
            schedules.put(changed.name(), changed);
        }
    }

    synchronized void create(String name, Order order) {
        if (schedules.containsKey(name)) {
            throw RequestRefused.taken("Schedule " + name);
        }
        put(Schedule.of(name, order));
    }

    synchronized void update(String name, Order order) {
        Schedule before = schedules.get(name);
        if (before == null) {
            throw RequestRefused.missing("Schedule " + name);
        }
        put(before.with(order));
    }

    /**
     * Fires every schedule that is due, and returns the invocations to attempt now, in the order of their due times.
     */
    synchronized List<ScheduleFiring> due(Instant now, int max) {
        List.copyOf(schedules.values()).forEach(schedule -> fireIfDue(schedule, now));
        return schedules.values().stream()
                .flatMap(schedule -> schedule.underWay().stream())
                .filter(invocation -> !invocation.due().isAfter(now))
                .sorted(Comparator.comparing(ScheduleFiring::due))
                .limit(max)
                .toList();
    }

    private void fireIfDue(Schedule schedule, Instant now) {
        Order order = schedule.order();
        if (order != null && !order.at().isAfter(now)) {
            String executionId = UUID.randomUUID().toString();
            put(schedule.with((Order) null).with(new ScheduleFiring(executionId, schedule.name(), order, now, 1, now)));
        }
    }

    synchronized void retry(ScheduleFiring invocation, Instant at) {
        change(invocation, schedule -> schedule.with(invocation.retryAt(at)));
    }

    /** Removes an invocation that is delivered or given up. */
    synchronized void finish(ScheduleFiring invocation) {
        change(invocation, schedule -> schedule.without(invocation));
    }

    private void change(ScheduleFiring invocation, UnaryOperator<Schedule> change) {
        Schedule schedule = schedules.get(invocation.schedule());
        if (schedule != null) {
            put(change.apply(schedule));
        }
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    private static final class ToInstant extends StdConverter<String, Instant> {
        @Override
        public Instant convert(String text) {
            return Instant.parse(text);
        }
    }
}
