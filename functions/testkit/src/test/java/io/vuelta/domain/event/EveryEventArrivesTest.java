package io.vuelta.domain.event;

import static io.vuelta.domain.event.EventExamples.FIRST;
import static io.vuelta.domain.event.EventExamples.NOW;
import static io.vuelta.domain.event.EventExamples.SECOND;
import static io.vuelta.domain.event.EventExamples.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.event.EventReceiver.Reply;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For any answers of the receivers and crashes of publish and deliver at any point: every event arrives at least once at
 * every endpoint that subscribed to it, and no other event arrives. One endpoint works; the other responds with 500,
 * hangs, crashes, loses its own responses, and works again.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryEventArrivesTest {
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final List<String> OPERATIONS =
            List.of("endpoints.all", "endpoints.find", "endpoints.save", "deliveries.send", "receiver.post", "log.add");
    private static final int NTH = 12;
    private static final int SEEDS = 100;

    /** Maximum number of crashes: each may double a delivery, and each delivery is tried for hours. */
    private static final int MAX_DEATHS = 40;

    /** Number of changes that are read from the stream together. */
    private static final int BATCH = 7;

    private static final Duration BACK_AFTER = Duration.ofHours(20);

    private final EventWorld world = new EventWorld();
    private final PublishEvents publishEvents = new PublishEvents(
            world.endpoints, world.store.campaigns(), world.store.agents(), world.deliveries, world.clock);

    /** Each contact goes through a few statuses. */
    private static List<ItemChange> changes(Random random) {
        List<ItemChange> changes = new ArrayList<>();
        ContactStatus[] statuses = {
            ContactStatus.QUEUE, ContactStatus.RETRYING, ContactStatus.FAILED, ContactStatus.ANSWERED
        };
        for (int n = 0; n < 6; n++) {
            Contact contact = Examples.contact(CAMPAIGN, n).inVersion(1);
            for (int step = 0; step < 4; step++) {
                Contact next = ContactEdit.of(contact)
                        .status(statuses[random.nextInt(statuses.length)])
                        .done()
                        .inVersion(contact.version() + 1);
                changes.add(new ItemChange.OfContact(contact, next, NOW.plusSeconds(step)));
                contact = next;
            }
        }
        return changes;
    }

    private static Set<String> ids(List<ItemChange> changes) {
        return changes.stream()
                .flatMap(change -> Events.of(change).stream())
                .map(Event::id)
                .collect(Collectors.toSet());
    }

    /** Publishes batch after batch; a failed batch is read again, as from the stream. */
    private void publishAll(List<ItemChange> changes) {
        for (int from = 0; from < changes.size(); from += BATCH) {
            List<ItemChange> batch = changes.subList(from, Math.min(from + BATCH, changes.size()));
            boolean published = false;
            while (!published) {
                try {
                    var _ = publishEvents.publish(batch);
                    published = true;
                } catch (FailAt.Crash _) {
                    world.clock.advance(Duration.ofSeconds(1));
                }
            }
        }
    }

    private void badReceiver(Random random) {
        Instant back = NOW.plus(BACK_AFTER);
        world.receiver.answers(SECOND, () -> {
            if (!world.clock.instant().isBefore(back)) {
                return new Reply.Accepted(200);
            }
            return switch (random.nextInt(4)) {
                case 0 -> new Reply.Failed("HTTP_500", true);
                case 1 -> {
                    world.clock.advance(Duration.ofSeconds(10));
                    yield new Reply.Failed("TIMEOUT", true);
                }
                case 2 -> new Reply.Failed("CONNECTION", true);
                default -> new Reply.Failed("HTTP_400", false);
            };
        });
    }

    private void assertArrived(Set<String> expected) {
        assertThat(world.deliveries.all()).isEmpty();
        assertThat(world.undelivered.size()).isZero();
        for (EndpointId id : List.of(FIRST, SECOND)) {
            assertThat(Set.copyOf(world.receiver.received(id))).as(id.value()).isEqualTo(expected);
        }
    }

    static Stream<Arguments> points() {
        return OPERATIONS.stream()
                .flatMap(operation -> Stream.of(FailAt.beforeNext(operation), FailAt.afterNext(operation))
                        .flatMap(fail -> IntStream.rangeClosed(1, NTH)
                                .mapToObj(nth -> Arguments.of(operation + " " + nth, fail.nth(nth)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void every_event_arrives_after_a_death_at_any_point(String point, FailAt fault) {
        Random random = new Random(point.hashCode());
        world.add(endpoint(FIRST));
        world.add(endpoint(SECOND));
        badReceiver(random);
        List<ItemChange> changes = changes(random);
        world.faults(fault);

        publishAll(changes);
        world.deliverAll();

        assertArrived(ids(changes));
    }

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_event_arrives_after_repeated_deaths(int seed) {
        Random random = new Random(seed);
        world.add(endpoint(FIRST));
        world.add(endpoint(SECOND));
        badReceiver(random);
        List<ItemChange> changes = changes(random);
        world.faults(new Faults() {
            private int left = MAX_DEATHS;

            @Override
            public void before(String operation) {
                crash(operation);
            }

            @Override
            public void after(String operation) {
                crash(operation);
            }

            private void crash(String operation) {
                if (left > 0 && random.nextInt(10) == 0) {
                    left--;
                    throw new FailAt.Crash(operation);
                }
            }
        });

        publishAll(changes);
        // Batches that were read long ago are read again.
        publishAll(changes.subList(0, random.nextInt(changes.size())));
        world.deliverAll();

        assertArrived(ids(changes));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void events_for_a_receiver_that_stays_unavailable_are_kept_and_a_replay_delivers_them(int seed) {
        Random random = new Random(seed);
        world.add(endpoint(FIRST));
        world.add(endpoint(SECOND));
        world.receiver.answers(SECOND, () -> new Reply.Failed("CONNECTION", true));
        List<ItemChange> changes = changes(random);
        publishAll(changes);
        world.deliverAll();
        Set<String> expected = ids(changes);

        Set<String> kept = new HashSet<>();
        world.receiver.answers(SECOND, () -> new Reply.Accepted(200));
        ReplayEvent replay = new ReplayEvent(world.endpoints, world.undelivered, world.deliveries, world.clock);
        for (String id : expected) {
            assertThat(replay.replay(id)).containsExactly(SECOND);
            kept.add(id);
        }
        world.deliverAll();

        assertThat(kept).isEqualTo(expected);
        assertThat(replay.replay(expected.iterator().next())).isEmpty();
        assertArrived(expected);
    }
}
