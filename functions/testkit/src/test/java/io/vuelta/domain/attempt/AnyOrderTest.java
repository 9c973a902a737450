package io.vuelta.domain.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.RandomEvents;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An attempt has the same final state for any order and any number of its provider's events. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnyOrderTest {
    private static final int SEEDS_A_TEST = 250;

    private static final AttemptId ID =
            new AttemptId(Examples.contact(new CampaignId("c1"), 1).id(), 1);
    private static final String PROVIDER_ID = "id1";
    private static final LineId LINE = new LineId("line");

    /** The first seed of each test. */
    static IntStream seeds() {
        return IntStream.range(0, 12).map(n -> n * SEEDS_A_TEST);
    }

    private static void withEachSeed(int first, BiConsumer<Integer, Random> check) {
        for (int seed = first; seed < first + SEEDS_A_TEST; seed++) {
            check.accept(seed, new Random(seed));
        }
    }

    private static Call call(boolean detectsMachines) {
        return Call.created(
                ID, LINE, Examples.number(1), "Ana", detectsMachines, "invocation", new Place(1, 0), Examples.MONDAY);
    }

    private static Message message() {
        return Message.created(
                ID, LINE, Examples.number(1), "Ana", "hello", null, "invocation", new Place(1, 0), Examples.MONDAY);
    }

    @ParameterizedTest(name = "250 seeds from {0}")
    @MethodSource("seeds")
    void the_events_of_a_call_give_the_same_result_in_any_order(int first) {
        withEachSeed(first, (seed, random) -> {
            Call created = call(random.nextInt(4) > 0);
            assertSame(seed, random, created, RandomEvents.ofCall(random, PROVIDER_ID));
        });
    }

    @ParameterizedTest(name = "250 seeds from {0}")
    @MethodSource("seeds")
    void a_call_whose_conversation_could_not_start_has_failed_in_any_order_of_events(int first) {
        withEachSeed(first, (seed, random) -> {
            Call created = call(random.nextBoolean());
            List<AttemptEvent> events = RandomEvents.ofCallWithoutConversation(random, PROVIDER_ID);
            assertSame(seed, random, created, events);
            assertThat(after(created, events).outcome()).contains(new Outcome.TechnicalFailure("TWILIO_11200"));
        });
    }

    @ParameterizedTest(name = "250 seeds from {0}")
    @MethodSource("seeds")
    void the_events_of_a_message_give_the_same_result_in_any_order(int first) {
        withEachSeed(first, (seed, random) -> {
            List<AttemptEvent> events = random.nextBoolean()
                    ? RandomEvents.ofMessage(random, PROVIDER_ID)
                    : RandomEvents.contradictory(random, PROVIDER_ID);
            assertSame(seed, random, message(), events);
        });
    }

    @Test
    void the_providers_answer_and_its_sent_report_are_one_event() {
        Instant at = Examples.MONDAY.plusSeconds(3);
        Message created = message();
        MessageEvent taken = new MessageEvent.Taken(PROVIDER_ID, at);
        MessageEvent sent = new MessageEvent.Reported(PROVIDER_ID, MessageStatus.SENT, at.minusMillis(900));
        MessageEvent again = new MessageEvent.Reported(PROVIDER_ID, MessageStatus.SENT, at.plusSeconds(1));
        MessageEvent delivered = new MessageEvent.Reported(PROVIDER_ID, MessageStatus.DELIVERED, at.plusSeconds(2));
        Attempt expected = after(created, List.of(taken, delivered));
        Random random = new Random(1);
        for (int n = 0; n < 200; n++) {
            List<AttemptEvent> events = RandomEvents.shuffled(random, List.of(taken, sent, again, delivered));
            assertThat(after(created, events)).as("%s", events).isEqualTo(expected);
        }
        assertThat(AttemptRules.apply(after(created, List.of(taken)), sent))
                .isEqualTo(new Step.Ignore(AttemptRules.Why.KNOWN));
    }

    private static void assertSame(int seed, Random random, Attempt created, List<AttemptEvent> inOrder) {
        List<AttemptEvent> own = RandomEvents.own(inOrder, PROVIDER_ID);
        Attempt expected = after(created, inOrder);
        List<AttemptEvent> shuffled = RandomEvents.shuffled(random, inOrder);
        // Our own record of the provider's answer comes first, comes last of all, or never.
        AttemptEvent answer = own.get(random.nextInt(own.size()));
        List<AttemptEvent> all = switch (random.nextInt(3)) {
            case 0 -> shuffled;
            case 1 -> Stream.concat(Stream.of(answer), shuffled.stream()).toList();
            default -> Stream.concat(shuffled.stream(), Stream.of(answer)).toList();
        };

        Attempt actual = after(created, all);

        assertThat(ofProvider(actual))
                .as("seed %s: what is told after %s", seed, all)
                .isEqualTo(ofProvider(expected));
        assertThat(facts(actual)).as("seed %s: %s", seed, all).isEqualTo(facts(expected));
        assertThat(actual.outcome()).as("seed %s: %s", seed, all).isEqualTo(expected.outcome());
    }

    private static Attempt after(Attempt attempt, List<AttemptEvent> events) {
        Attempt now = attempt;
        for (AttemptEvent event : events) {
            if (AttemptRules.apply(now, event) instanceof Step.MoveTo move) {
                now = move.next();
            }
        }
        return now;
    }

    /**
     * The record of our own request is stored only if it is new, which depends on the order of events. Both records
     * report that a message was sent.
     */
    private static SortedMap<String, Instant> ofProvider(Attempt attempt) {
        SortedMap<String, Instant> eventTimes = new TreeMap<>(attempt.eventTimes());
        eventTimes.keySet().removeAll(RandomEvents.OWN);
        if (attempt instanceof Message) {
            eventTimes.remove(MessageStatus.SENT.name());
        }
        return eventTimes;
    }

    /**
     * All values except the version and the event times. Our own record also contains a message's id and the instant of
     * its sending.
     */
    private static List<@Nullable Object> facts(Attempt attempt) {
        return switch (attempt) {
            case Call call ->
                Arrays.asList(
                        call.status(),
                        call.state().providerId(),
                        call.state().answeredBy(),
                        call.state().startedAt(),
                        call.state().endedAt(),
                        call.state().duration(),
                        call.state().error(),
                        call.state().notPlacedUntil());
            case Message message ->
                Arrays.asList(
                        message.status(),
                        message.state().deliveredAt(),
                        message.state().readAt(),
                        message.state().error(),
                        message.state().fault(),
                        message.state().notSentUntil());
        };
    }
}
