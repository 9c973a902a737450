package io.vuelta.testkit.examples;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The provider's events of one call or message, by a seed: in the order in which it happened, without repetition. */
public final class RandomEvents {
    private static final Instant T = Examples.MONDAY;

    /** The codes of our own record of the provider's answer. */
    public static final Set<String> OWN = Set.of("ACCEPTED_BY_PROVIDER", "TAKEN_BY_PROVIDER", "TIME_OUT");

    private RandomEvents() {}

    /** The events of a call that ends, without contradictions. */
    public static List<AttemptEvent> ofCall(Random random, String id) {
        CallStatus end = oneOf(
                random,
                CallStatus.ENDED,
                CallStatus.ENDED,
                CallStatus.ENDED,
                CallStatus.BUSY,
                CallStatus.NO_ANSWER,
                CallStatus.FAILED);
        boolean answered = end == CallStatus.ENDED;
        AnsweredBy by = oneOf(random, AnsweredBy.values());
        boolean detectedAtEnd = answered && random.nextInt(3) == 0;
        List<AttemptEvent> events = new ArrayList<>();
        if (random.nextBoolean()) {
            events.add(reported(id, CallStatus.QUEUED, 2, null));
        }
        if (random.nextInt(4) > 0) {
            events.add(reported(id, CallStatus.RINGING, 5, null));
        }
        if (answered && random.nextInt(4) > 0) {
            events.add(reported(id, CallStatus.IN_PROGRESS, 10, null));
        }
        if (answered && random.nextInt(5) == 0) {
            events.add(reported(id, CallStatus.FORWARDING, 20, null));
        }
        if (answered && (!detectedAtEnd || random.nextBoolean()) && random.nextInt(5) > 0) {
            events.add(new CallEvent.Detected(id, by, T.plusSeconds(14)));
        }
        if (answered && random.nextInt(3) == 0) {
            events.add(new CallEvent.Recorded(id, "https://r.example/" + id, T.plusSeconds(52)));
        }
        events.add(reported(id, end, 50, detectedAtEnd ? by : null));
        return events;
    }

    /** The events of a call that was answered, and failed because its conversation could not be started. */
    public static List<AttemptEvent> ofCallWithoutConversation(Random random, String id) {
        AnsweredBy by = oneOf(random, AnsweredBy.values());
        List<AttemptEvent> events = new ArrayList<>();
        if (random.nextBoolean()) {
            events.add(reported(id, CallStatus.IN_PROGRESS, 10, null));
        }
        events.add(CallEvent.Reported.failed(id, "TWILIO_11200", T.plusSeconds(11)));
        if (random.nextBoolean()) {
            events.add(new CallEvent.Detected(id, by, T.plusSeconds(14)));
        }
        events.add(reported(id, CallStatus.ENDED, 50, null));
        return events;
    }

    private static CallEvent reported(String id, CallStatus status, int second, @Nullable AnsweredBy by) {
        Duration duration = status == CallStatus.ENDED ? Duration.ofSeconds(40) : null;
        return new CallEvent.Reported(id, status, duration, by, T.plusSeconds(second));
    }

    /** The events of a message that is refused for one reason, or reaches some status up to an answer. */
    public static List<AttemptEvent> ofMessage(Random random, String id) {
        List<AttemptEvent> events = new ArrayList<>();
        if (random.nextBoolean()) {
            events.add(new MessageEvent.Reported(id, MessageStatus.SENT, T.plusSeconds(2)));
        }
        if (random.nextInt(3) == 0) {
            events.add(refused(random, "1310" + (10 + random.nextInt(40)), 5));
        } else {
            events.addAll(forward(random, id));
        }
        return events;
    }

    /** The events of a message that is refused, perhaps twice for two reasons, and is delivered nevertheless or not. */
    public static List<AttemptEvent> contradictory(Random random, String id) {
        List<AttemptEvent> events = new ArrayList<>();
        events.add(refused(random, "131049", 5));
        if (random.nextBoolean()) {
            events.add(refused(random, oneOf(random, "131026", "131047", "131050"), 6));
        }
        if (random.nextBoolean()) {
            events.addAll(forward(random, id));
        }
        return events;
    }

    private static List<AttemptEvent> forward(Random random, String id) {
        List<AttemptEvent> events = new ArrayList<>();
        events.add(new MessageEvent.Reported(id, MessageStatus.DELIVERED, T.plusSeconds(9)));
        if (random.nextInt(4) > 0) {
            events.add(new MessageEvent.Reported(id, MessageStatus.READ, T.plusSeconds(60)));
        }
        if (random.nextInt(3) == 0) {
            events.add(new MessageEvent.Reported(id, MessageStatus.ACCEPTED, T.plusSeconds(70)));
        }
        if (random.nextInt(3) == 0) {
            events.add(
                    random.nextBoolean()
                            ? new MessageEvent.Stopped(id, "BAJA", T.plusSeconds(80))
                            : new MessageEvent.Reported(id, MessageStatus.REJECTED, T.plusSeconds(80)));
        }
        return events;
    }

    /** A refusal; each reason has its own cause. */
    private static AttemptEvent refused(Random random, String reason, int second) {
        ProviderTrouble.Refusal fault = switch (reason) {
            case "131047" -> new ProviderTrouble.Row();
            case "131049" -> new ProviderTrouble.Person(Duration.ofHours(24));
            case "131050" -> new ProviderTrouble.OptedOut();
            case "131026" -> new ProviderTrouble.Person(Duration.ZERO);
            default ->
                oneOf(
                        random,
                        new ProviderTrouble.Technical(),
                        new ProviderTrouble.Row(),
                        new ProviderTrouble.Person(Duration.ZERO));
        };
        return new MessageEvent.Refused(reason, fault, T.plusSeconds(second));
    }

    /** Our own record of the provider's answer: accepted, or lost. */
    public static List<AttemptEvent> own(List<AttemptEvent> events, String id) {
        Instant at = T.plusSeconds(1);
        return events.getFirst() instanceof CallEvent
                ? List.of(new CallEvent.Accepted(id, at), new CallEvent.AnswerLost("TIME_OUT", at))
                : List.of(new MessageEvent.Taken(id, at), new MessageEvent.AnswerLost("TIME_OUT", at));
    }

    /** Each of the events at least once, in any order; one in three is repeated, once or twice. */
    public static List<AttemptEvent> shuffled(Random random, List<AttemptEvent> events) {
        List<AttemptEvent> shuffled = new ArrayList<>(events);
        for (AttemptEvent event : events) {
            shuffled.addAll(Collections.nCopies(Math.max(0, random.nextInt(4) - 1), event));
        }
        Collections.shuffle(shuffled, random);
        if (random.nextInt(3) == 0) {
            // The end comes before all other events: most errors occur if it overtakes them.
            shuffled.add(0, events.getLast());
        }
        return shuffled;
    }

    @SafeVarargs
    private static <T> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
