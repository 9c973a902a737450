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

    private static final Map<Key, List<@Nullable Object>> EXPECTED = new ConcurrentHashMap<>();

    private record Key(CampaignSettings settings, MachineDetection detection, List<AttemptEvent> inOrder) {}

    /** The first seed of each test. */
    static IntStream seeds() {
        return IntStream.range(0, 10).map(n -> n * SEEDS_A_TEST);
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void the_events_of_a_call_settle_its_contact_in_the_same_way_in_any_order(int first) {
        for (int seed = first; seed < first + SEEDS_A_TEST; seed++) {
            Random random = new Random(seed);
            CampaignSettings settings =
                    Examples.with().retries(random.nextInt(2)).build();
            List<AttemptEvent> events = RandomEvents.ofCall(random, ScriptedCallProvider.providerId(attempt()));
            assertSame(seed, random, settings, events);
        }
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void the_events_of_a_message_settle_its_contact_in_the_same_way_in_any_order(int first) {
        for (int seed = first; seed < first + SEEDS_A_TEST; seed++) {
            Random random = new Random(seed);
            CampaignSettings settings = Examples.with()
                    .template("hello", null)
                    .retries(random.nextInt(2))
                    .build();
            List<AttemptEvent> events = RandomEvents.ofMessage(random, ScriptedMessageProvider.providerId(attempt()));
            assertSame(seed, random, settings, events);
        }
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void a_call_whose_conversation_could_not_start_settles_its_contact_in_the_same_way_in_any_order(int first) {
        for (int seed = first; seed < first + SEEDS_A_TEST; seed++) {
            Random random = new Random(seed);
            CampaignSettings settings =
                    Examples.with().retries(random.nextInt(2)).build();
            MachineDetection detection = random.nextBoolean() ? MachineDetection.FAST : MachineDetection.OFF;
            List<AttemptEvent> events =
                    RandomEvents.ofCallWithoutConversation(random, ScriptedCallProvider.providerId(attempt()));
            assertSame(seed, random, new Key(settings, detection, events));
        }
    }

    @ParameterizedTest(name = "125 seeds from {0}")
    @MethodSource("seeds")
    void contradictory_events_of_a_message_settle_its_contact_in_the_same_way_in_any_order(int first) {
        for (int seed = first; seed < first + SEEDS_A_TEST; seed++) {
            Random random = new Random(seed);
            CampaignSettings settings = Examples.with()
                    .template("hello", null)
                    .retries(random.nextInt(2))
                    .build();
            List<AttemptEvent> events =
                    RandomEvents.contradictory(random, ScriptedMessageProvider.providerId(attempt()));
            assertSame(seed, random, settings, events);
        }
    }

    private static AttemptId attempt() {
        return new AttemptId(Examples.contact(World.CAMPAIGN, 0).id(), 1);
    }

    private static void assertSame(int seed, Random random, CampaignSettings settings, List<AttemptEvent> inOrder) {
        assertSame(seed, random, new Key(settings, Line.Details.NONE.detection(), inOrder));
    }

    private static void assertSame(int seed, Random random, Key key) {
        List<@Nullable Object> expected = EXPECTED.computeIfAbsent(key, of -> state(settled(of)));
        List<AttemptEvent> shuffled = RandomEvents.shuffled(random, key.inOrder());
        Answer answer = Answer.values()[random.nextInt(Answer.values().length)];

        World actual = begun(key, answer);
        shuffled.forEach(event -> actual.settle(attempt(), event));

        assertThat(state(actual)).as("seed %s: %s, %s", seed, answer, shuffled).isEqualTo(expected);
        assertThat(actual.counters()).as("seed %s", seed).isEqualTo(actual.store.recount(World.CAMPAIGN));
    }

    private static World settled(Key key) {
        World world = begun(key, Answer.TAKEN);
        key.inOrder().forEach(event -> world.settle(attempt(), event));
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
        world.store.lines().put(detecting(world.store.lines().find(World.LINE).orElseThrow(), key.detection()));
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

    private static Line detecting(Line line, MachineDetection detection) {
        return new Line(
                line.id(),
                line.agent(),
                line.provider(),
                line.number(),
                line.ratePerSecond(),
                line.secret(),
                line.voiceUrl(),
                line.recordsCalls(),
                new Line.Details(null, null, null, null, null, null, detection, false),
                line.createdAt());
    }

    private static List<@Nullable Object> state(World world) {
        Contact contact = world.contact(attempt());
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
                world.attempt(attempt()).outcome(),
                world.counters(),
                world.book().inFlight(),
                world.reservedToday(),
                world.store.doNotContact().ofNumber(contact.number()).size());
    }
}
