package io.vuelta.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.cloud.queues.Counts;
import io.vuelta.cloud.template.QueueModel;
import io.vuelta.local.Doctor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks for leftovers after all campaigns: messages in queues, and counts that differ from the contacts. */
final class Remains {
    private static final Duration LAST_REPORTS = Duration.ofMinutes(5);
    private static final Duration TO_COUNT = Duration.ofMinutes(2);
    private static final int LOOK_MILLIS = 500;

    private final LocalSystem system;
    private final Report report;

    Remains(LocalSystem system, Report report) {
        this.system = system;
        this.report = report;
    }

    /** The number of messages of each queue that has some: visible, in flight or delayed. */
    static Map<String, Integer> messages(LocalSystem system) {
        return system.vuelta().runtime().queues().stream()
                .map(QueueModel::logicalId)
                .collect(Collectors.toMap(
                        queue -> queue,
                        queue -> all(system.vuelta().runtime().queueCounts(queue)),
                        Integer::sum,
                        TreeMap::new))
                .entrySet()
                .stream()
                .filter(queue -> queue.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new));
    }

    private static int all(Counts counts) {
        return counts.all();
    }

    /** Reports every queue that still has a message after some minutes, that of dead letters included. */
    void queuesAreEmpty() throws InterruptedException {
        Instant end = Instant.now().plus(LAST_REPORTS);
        Map<String, Integer> left = messages(system);
        while (!left.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK_MILLIS);
            left = messages(system);
        }
        report.say("Messages left in queues, dead letters included: " + (left.isEmpty() ? "none" : left));
        if (!left.isEmpty()) {
            report.wrong("queues are not empty at the end: " + left);
        }
    }

    /** Has the doctor compare a campaign's counts with its contacts, as soon as all changes are counted; returns its answer. */
    JsonNode countsAreRight(String campaign) throws InterruptedException {
        Instant end = Instant.now().plus(TO_COUNT);
        JsonNode found;
        do {
            Thread.sleep(LOOK_MILLIS);
            found = new Doctor(system.vuelta().runtime()).examine(campaign, false);
        } while (!found.path("healthy").asBoolean() && Instant.now().isBefore(end));
        if (!found.path("healthy").asBoolean()) {
            report.wrong("the counts are not the contacts: " + found);
        }
        return found;
    }
}
