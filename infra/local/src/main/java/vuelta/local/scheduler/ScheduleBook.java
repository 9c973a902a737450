package vuelta.local.scheduler;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vuelta.local.scheduler.EntryStore.Change;
import vuelta.local.scheduler.ScheduleDefinition.ActionAfterCompletion;

/** All groups, schedules and invocations, and the rules that change them. Safe for several threads. */
final class ScheduleBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleBook.class);

    /** More schedules than this do not fire at once: the others stay due until some are delivered or given up. */
    private static final int MOST_INVOCATIONS = 10_000;

    private final EntryStore store;

    ScheduleBook(EntryStore store, Instant now) {
        this.store = store;
        ensureGroup(ScheduleName.DEFAULT_GROUP, now);
    }

    synchronized void ensureGroup(String name, Instant now) {
        if (find(ScheduleGroup.keyOf(name), ScheduleGroup.class) == null) {
            store.apply(Change.put(new ScheduleGroup(name, null, now)));
        }
    }

    /** Returns the new schedule, or the one that exists if the same token created it. */
    synchronized StoredSchedule create(
            ScheduleName name, ScheduleDefinition definition, @Nullable String token, Instant now) {
        StoredSchedule existing = find(StoredSchedule.keyOf(name), StoredSchedule.class);
        if (existing != null) {
            if (token == null || !token.equals(existing.clientToken())) {
                throw RequestRefused.taken("Schedule", name.name());
            }
            return existing;
        }
        group(name.group());
        return put(StoredSchedule.create(name, definition, token, now), definition, now);
    }

    synchronized StoredSchedule update(ScheduleName name, ScheduleDefinition definition, Instant now) {
        return put(schedule(name).redefine(definition, now), definition, now);
    }

    private StoredSchedule put(StoredSchedule schedule, ScheduleDefinition definition, Instant now) {
        definition.checkDates(now);
        store.apply(Change.put(schedule));
        return schedule;
    }

    synchronized StoredSchedule schedule(ScheduleName name) {
        StoredSchedule found = find(StoredSchedule.keyOf(name), StoredSchedule.class);
        if (found == null) {
            throw RequestRefused.missing("Schedule", name.name());
        }
        return found;
    }

    /** Deletes the schedule and what is still being retried of it. */
    synchronized void delete(ScheduleName name) {
        List<String> invocations = invocationsOf(name).map(Entry::key).toList();
        store.apply(new Change(
                List.of(), concat(invocations.stream(), Stream.of(schedule(name).key()))));
    }

    /** @param group null for all groups; a group that does not exist is refused */
    synchronized List<StoredSchedule> schedules(@Nullable String group) {
        if (group == null) {
            return all(StoredSchedule.KEYS, StoredSchedule.class).toList();
        }
        group(group);
        return all(StoredSchedule.keysOfGroup(group), StoredSchedule.class).toList();
    }

    /** Returns the new group, or the one that exists if the same token created it. */
    synchronized ScheduleGroup createGroup(String name, @Nullable String token, Instant now) {
        ScheduleGroup existing = find(ScheduleGroup.keyOf(name), ScheduleGroup.class);
        if (existing != null) {
            if (token == null || !token.equals(existing.clientToken())) {
                throw RequestRefused.taken("Schedule group", name);
            }
            return existing;
        }
        ScheduleGroup created = new ScheduleGroup(ScheduleName.check(name, "Name"), token, now);
        store.apply(Change.put(created));
        return created;
    }

    synchronized ScheduleGroup group(String name) {
        ScheduleGroup found = find(ScheduleGroup.keyOf(name), ScheduleGroup.class);
        if (found == null) {
            throw RequestRefused.missing("Schedule group", name);
        }
        return found;
    }

    synchronized List<ScheduleGroup> groups() {
        return all(ScheduleGroup.KEYS, ScheduleGroup.class).toList();
    }

    /** Deletes the group, its schedules and their invocations, at once (AWS takes its time). */
    synchronized void deleteGroup(String name) {
        if (name.equals(ScheduleName.DEFAULT_GROUP)) {
            throw RequestRefused.invalid("Name", "must not be the default group: it cannot be deleted");
        }
        Stream<String> schedules = schedules(name).stream().map(Entry::key);
        Stream<String> invocations =
                invocations().filter(i -> i.schedule().group().equals(name)).map(Entry::key);
        store.apply(new Change(
                List.of(), concat(concat(schedules, invocations).stream(), Stream.of(ScheduleGroup.keyOf(name)))));
    }

    /** Turns every schedule that is due into an invocation. */
    synchronized void fire(Instant now) {
        long room = MOST_INVOCATIONS - invocations().count();
        all(StoredSchedule.KEYS, StoredSchedule.class)
                .filter(schedule -> schedule.isDue(now))
                .limit(room)
                .toList()
                .forEach(schedule -> fire(schedule, now));
    }

    private void fire(StoredSchedule schedule, Instant now) {
        Instant time = schedule.next();
        if (time != null) {
            String executionId = UUID.randomUUID().toString();
            Target target = schedule.definition().target();
            Invocation invocation = new Invocation(executionId, schedule.name(), time, target, now, 1, now);
            store.apply(Change.put(schedule.fired(time, now), invocation));
        }
    }

    /** The invocations to attempt now, the longest waiting first. */
    synchronized List<Invocation> dueInvocations(Instant now, int most) {
        return invocations()
                .filter(invocation -> !invocation.due().isAfter(now))
                .sorted(Comparator.comparing(Invocation::due))
                .limit(most)
                .toList();
    }

    /** Records what came of an attempt; nothing if the schedule was deleted meanwhile. */
    synchronized void settle(Invocation invocation, AttemptOutcome outcome) {
        if (!store.entries().containsKey(invocation.key())) {
            LOG.info("scheduler execution={} schedule was deleted during the attempt", invocation.executionId());
            return;
        }
        switch (outcome) {
            case AttemptOutcome.Over over -> finish(invocation);
            case AttemptOutcome.Retry retry -> store.apply(Change.put(invocation.retryAt(retry.at())));
        }
    }

    private void finish(Invocation invocation) {
        boolean last = isCompleteBut(invocation);
        Stream<String> schedule = last ? Stream.of(StoredSchedule.keyOf(invocation.schedule())) : Stream.empty();
        store.apply(new Change(List.of(), concat(Stream.of(invocation.key()), schedule)));
    }

    /** Whether the invocation is the last one of a schedule that is to be deleted after it. */
    private boolean isCompleteBut(Invocation invocation) {
        StoredSchedule schedule = schedule(invocation.schedule());
        return schedule.next() == null
                && schedule.definition().state() == ScheduleDefinition.State.ENABLED
                && schedule.definition().actionAfterCompletion() == ActionAfterCompletion.DELETE
                && invocationsOf(schedule.name()).count() == 1;
    }

    private Stream<Invocation> invocationsOf(ScheduleName name) {
        return invocations().filter(invocation -> invocation.schedule().equals(name));
    }

    private Stream<Invocation> invocations() {
        return all(Invocation.KEYS, Invocation.class);
    }

    private <T extends Entry> Stream<T> all(String keys, Class<T> type) {
        NavigableMap<String, Entry> range = store.entries().subMap(keys, true, keys + Character.MAX_VALUE, false);
        return range.values().stream().map(type::cast);
    }

    private <T extends Entry> @Nullable T find(String key, Class<T> type) {
        return type.cast(store.entries().get(key));
    }

    private static List<String> concat(Stream<String> one, Stream<String> other) {
        return Stream.concat(one, other).toList();
    }

    @Override
    public synchronized void close() {
        store.close();
    }
}
