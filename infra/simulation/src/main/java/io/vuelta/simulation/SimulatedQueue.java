package io.vuelta.simulation;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.wake.Wake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue with the semantics of SQS. A standard queue delivers at least once and in any order. A FIFO queue delivers in
 * the order of its groups, and drops a message whose deduplication id it has received within the last five minutes. A
 * message that the function does not handle is delivered again after the visibility time-out. After too many receives
 * it becomes a dead letter, and an operator redrives it minutes later.
 */
final class SimulatedQueue {
    private static final Duration DEDUPLICATES = Duration.ofMinutes(5);
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private static final String CAMPAIGN = "\"campaign\"";

    /** The part of a wake-up's body that shows that it has reports. */
    private static final String REPORTS = "\"reports\"";

    private final Settings settings;
    private final SimulatedFunction function;
    private final Timeline timeline;
    private final Processes clock;
    private final Chaos chaos;
    private final SimulationRandom random;
    private final SimulationLog journal;
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private long serial;

    SimulatedQueue(
            Settings settings,
            SimulatedFunction function,
            Timeline timeline,
            Processes clock,
            Chaos chaos,
            SimulationRandom random,
            SimulationLog journal) {
        this.settings = settings;
        this.function = function;
        this.timeline = timeline;
        this.clock = clock;
        this.chaos = chaos;
        this.random = random;
        this.journal = journal;
    }

    /**
     * The settings of a queue as in template.yaml.
     *
     * @param visibility the time after which a received message is delivered again if it was not deleted
     * @param receives maximum number of receives of one message
     * @param batch maximum number of messages that the function gets at once
     */
    record Settings(String name, boolean fifo, Duration visibility, int receives, int batch) {}

    String name() {
        return settings.name();
    }

    /** Sends to a standard queue. */
    void send(String body, @Nullable Duration delay) {
        Duration late = chaos.occurs(Fault.LATE)
                ? chaos.within(random.oneOf(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10)))
                : Duration.ZERO;
        Duration wait = (delay == null ? Duration.ZERO : delay).plus(late);
        put(body, "", wait);
        if (chaos.occurs(Fault.DOUBLED)) {
            // The same message twice, at the same time.
            put(body, "", wait);
        }
    }

    /** Sends to a FIFO queue. */
    void send(String body, String group, String deduplicationId) {
        Instant before = seen.get(deduplicationId);
        if (before != null && clock.instant().isBefore(before.plus(DEDUPLICATES))) {
            journal.note("  dropped, a copy", deduplicationId);
            return;
        }
        seen.put(deduplicationId, clock.instant());
        String sent = body;
        if (body.contains(REPORTS) && chaos.occurs(Fault.REPORT_LOST)) {
            sent = SqsWakes.write(Wake.of(SqsWakes.read(body).line()));
        } else if (!body.contains(CAMPAIGN) && chaos.occurs(Fault.WAKE_LOST)) {
            // A wake-up that names a campaign is the only notice of it, so the queue does not lose it.
            chaos.wakeLost();
            return;
        } else if (chaos.occurs(Fault.DOUBLED)) {
            put(body, group, random.within(random.oneOf(Duration.ofSeconds(1), Duration.ofSeconds(30))));
        }
        put(sent, group, Duration.ZERO);
    }

    /** Delivers the message again after exactly {@code wait}. */
    void comesAgain(String id, Duration wait) {
        messages.stream()
                .filter(message -> message.id().equals(id))
                .forEach(message -> message.visibleAt(clock.instant().plus(wait)));
    }

    private void put(String body, String group, Duration delay) {
        // Delivery takes time, too; often enough that an attempt planned for the last second of a window is late.
        Duration takes = !chaos.over() && random.once(5) ? random.within(Duration.ofSeconds(2)) : AT_ONCE;
        Instant visible = clock.instant().plus(takes).plus(delay);
        Message message = new Message(settings.name() + "-" + serial++, body, group, visible);
        messages.add(message);
        lookAt(visible);
    }

    private void lookAt(Instant at) {
        timeline.put(at, () -> clock.start(this::deliver));
    }

    private void deliver() {
        List<Message> batch = receive();
        if (batch.isEmpty()) {
            return;
        }
        if (journal.kept()) {
            batch.forEach(message -> journal.note(settings.name() + " #" + message.receives(), message.body()));
        }
        Collection<String> failed = function.invoke(event(batch));
        for (Message message : batch) {
            if (failed.contains(message.id())) {
                lookAt(message.visibleAt());
            } else {
                done(message);
            }
        }
        if (settings.fifo() && messages.stream().anyMatch(message -> message.isVisible(clock.instant()))) {
            lookAt(clock.instant());
        }
    }

    private void done(Message message) {
        messages.remove(message);
        if (!settings.fifo() && chaos.occurs(Fault.DOUBLED)) {
            Duration later =
                    chaos.within(random.oneOf(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(20)));
            put(message.body(), message.group(), later);
        }
    }

    private List<Message> receive() {
        Instant now = clock.instant();
        boolean inOrder = settings.fifo() && !chaos.occurs(Fault.OVERLAP);
        List<Message> visible = new ArrayList<>();
        Set<String> held = new HashSet<>();
        if (inOrder) {
            messages.stream()
                    .filter(message -> message.isInFlight(now))
                    .map(Message::group)
                    .forEach(held::add);
        }
        for (Message message : messages) {
            if (message.isVisible(now) && !held.contains(message.group())) {
                visible.add(message);
            }
        }
        List<Message> batch = new ArrayList<>();
        int most = visible.isEmpty() ? 0 : random.from(1, settings.batch());
        while (batch.size() < most && !visible.isEmpty()) {
            Message message = visible.remove(settings.fifo() ? 0 : random.below(visible.size()));
            if (message.receives() >= settings.receives()) {
                moveToDeadLetters(message);
            } else {
                message.received(now.plus(settings.visibility()));
                batch.add(message);
            }
        }
        if (!visible.isEmpty() && !settings.fifo()) {
            lookAt(now);
        }
        return batch;
    }

    private void moveToDeadLetters(Message message) {
        chaos.count(Fault.DEAD_LETTER);
        messages.remove(message);
        Instant redriven = clock.instant().plusSeconds(random.from(60, 900));
        timeline.put(redriven, () -> {
            message.redriven(clock.instant());
            messages.add(message);
            clock.start(this::deliver);
        });
    }

    private static SQSEvent event(List<Message> batch) {
        SQSEvent event = new SQSEvent();
        event.setRecords(batch.stream().map(SimulatedQueue::delivered).toList());
        return event;
    }

    private static SQSEvent.SQSMessage delivered(Message message) {
        SQSEvent.SQSMessage delivered = new SQSEvent.SQSMessage();
        delivered.setMessageId(message.id());
        delivered.setReceiptHandle(message.id());
        delivered.setBody(message.body());
        delivered.setAttributes(Map.of("ApproximateReceiveCount", String.valueOf(message.receives())));
        return delivered;
    }
}
