package io.vuelta.domain.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.MachineDetection;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.RandomEvents;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A contact, its campaign's counters and the number in flight have the same final values for any order and any number
 * of the provider's events, and with or without the record of its answer.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettlementInAnyOrderTest {
    private static final int SEEDS_A_TEST = 125;
    private static final AttemptId ATTEMPT =
            new AttemptId(Examples.contact(World.CAMPAIGN, 0).id(), 1);
    private static final String CALL = ScriptedCallProvider.providerId(ATTEMPT);
    private static final String MESSAGE = ScriptedMessageProvider.providerId(ATTEMPT);

    private static final Map<Key, List<@Nullable Object>> EXPECTED = new ConcurrentHashMap<>();

    private record Key(CampaignSettings settings, MachineDetection detection, List<AttemptEvent> inOrder) {}

    /** The first seed of each test. */
    static IntStream seeds() {
        return IntStream.range(0, 10).map(n -> n * SEEDS_A_TEST);
    }

    private static void withEachSeed(int first, BiConsumer<Integer, Random> check) {
        for (int seed = first; seed < first + SEEDS_A_TEST; seed++) {
            check.accept(seed, new Random(seed));
        }
    }

    private static CampaignSettings calls(Random random) {
        return Examples.with().retries(random.nextInt(2)).build();
    }

    private static CampaignSettings messages(Random random) {
        return Examples.with()
                .template("hello", null)
                .retries(random.nextInt(2))
                .build();
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void the_events_of_a_call_settle_its_contact_in_the_same_way_in_any_order(int first) {
        withEachSeed(
                first, (seed, random) -> assertSame(seed, random, calls(random), RandomEvents.ofCall(random, CALL)));
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void the_events_of_a_message_settle_its_contact_in_the_same_way_in_any_order(int first) {
        withEachSeed(
                first,
                (seed, random) -> assertSame(seed, random, messages(random), RandomEvents.ofMessage(random, MESSAGE)));
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void a_call_whose_conversation_could_not_start_settles_its_contact_in_the_same_way_in_any_order(int first) {
        withEachSeed(first, (seed, random) -> {
            CampaignSettings settings = calls(random);
            MachineDetection detection = random.nextBoolean() ? MachineDetection.FAST : MachineDetection.OFF;
            List<AttemptEvent> events = RandomEvents.ofCallWithoutConversation(random, CALL);
            assertSame(seed, random, new Key(settings, detection, events));
        });
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void contradictory_events_of_a_message_settle_its_contact_in_the_same_way_in_any_order(int first) {
        withEachSeed(
                first,
                (seed, random) ->
                        assertSame(seed, random, messages(random), RandomEvents.contradictory(random, MESSAGE)));
    }

    private static void assertSame(int seed, Random random, CampaignSettings settings, List<AttemptEvent> inOrder) {
        assertSame(seed, random, new Key(settings, Line.Details.NONE.detection(), inOrder));
    }

    private static void assertSame(int seed, Random random, Key key) {
        List<@Nullable Object> expected = EXPECTED.computeIfAbsent(key, of -> state(settled(of)));
        List<AttemptEvent> shuffled = RandomEvents.shuffled(random, key.inOrder());
        Answer answer = Answer.values()[random.nextInt(Answer.values().length)];

        World actual = begun(key, answer);
        shuffled.forEach(event -> actual.settle(ATTEMPT, event));

        assertThat(state(actual)).as("seed %s: %s, %s", seed, answer, shuffled).isEqualTo(expected);
        assertThat(actual.counters()).as("seed %s", seed).isEqualTo(actual.store.recount(World.CAMPAIGN));
    }

    private static World settled(Key key) {
        World world = begun(key, Answer.TAKEN);
        key.inOrder().forEach(event -> world.settle(ATTEMPT, event));
        return world;
    }

    /** What happened to the record of the provider's answer. */
    private enum Answer {
        TAKEN,
        LOST,
        /** The process that sent the request crashed before it could store the answer. */
        NOT_WRITTEN
    }

    private static World begun(Key key, Answer answer) {
        World world = new World(key.settings()).load(1);
        Line line = world.store.lines().find(World.LINE).orElseThrow();
        world.store
                .lines()
                .put(line.with(new Line.Details(null, null, null, null, null, null, key.detection(), false)));
        Command.Begin command = world.tick().getFirst();
        if (answer == Answer.NOT_WRITTEN) {
            world.provider.faults(FailAt.afterNext("provider.place"));
            world.messages.faults(FailAt.afterNext("provider.send"));
        } else if (answer == Answer.LOST) {
            world.answerIsLost();
        }
        try {
            world.begin(command);
        } catch (FailAt.Crash _) {
            world.provider.faults(Faults.NONE);
            world.messages.faults(Faults.NONE);
        }
        return world;
    }

    private static List<@Nullable Object> state(World world) {
        Contact contact = world.contact(ATTEMPT);
        return Arrays.asList(
                contact.status(),
                contact.attempts(),
                contact.tally().calls(),
                contact.tally().retries(),
                contact.tally().failedRetries(),
                contact.tally().billed(),
                contact.waits(),
                contact.claim() == null,
                contact.claim() == null ? contact.due() : null,
                contact.reason(),
                world.attempt(ATTEMPT).outcome(),
                world.counters(),
                world.book().inFlight(),
                world.reservedToday(),
                world.store.doNotContact().ofNumber(contact.number()).size());
    }
}
