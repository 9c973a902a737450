package io.vuelta.domain.event;

import static io.vuelta.domain.event.EventExamples.FIRST;
import static io.vuelta.domain.event.EventExamples.NOW;
import static io.vuelta.domain.event.EventExamples.SECOND;
import static io.vuelta.domain.event.EventExamples.endpoint;
import static io.vuelta.domain.event.EventExamples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.event.EventReceiver.Reply;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.testkit.fakes.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** When an event is posted to an endpoint, when it is posted again, and when the delivery is given up. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliverEventTest {
    private final EventWorld world = new EventWorld();

    private Endpoint there(EndpointId id) {
        return world.endpoints.find(id).orElseThrow();
    }

    @Test
    void an_accepted_event_does_not_write_the_endpoint() {
        world.add(endpoint(FIRST));
        int saves = world.endpoints.saves();

        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW)));
        world.deliverAll();

        assertThat(world.receiver.received(FIRST)).containsExactly("evt_1");
        assertThat(world.endpoints.saves()).isEqualTo(saves);
        assertThat(world.undelivered.size()).isZero();
    }

    @Test
    void a_refused_event_is_tried_seven_times_over_31_hours_and_then_kept() {
        world.add(endpoint(FIRST));
        world.receiver.answers(FIRST, () -> new Reply.Failed("HTTP_400", false));
        List<Duration> asked = new ArrayList<>();
        world.receiver.onPost(() -> asked.add(Duration.between(NOW, world.clock.instant())));

        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW)));
        world.deliverAll();

        assertThat(asked)
                .containsExactly(
                        Duration.ZERO,
                        Duration.parse("PT10S"),
                        Duration.parse("PT1M10S"),
                        Duration.parse("PT11M10S"),
                        Duration.parse("PT1H11M10S"),
                        Duration.parse("PT7H11M10S"),
                        Duration.parse("PT31H11M10S"));
        assertThat(world.undelivered.find("evt_1", world.clock.instant())).hasSize(1);
        assertThat(world.undelivered.find("evt_1", world.clock.instant().plus(Duration.ofDays(14))))
                .isEmpty();
    }

    @Test
    void an_endpoint_without_an_answer_for_half_a_minute_is_skipped_for_ten_seconds() {
        world.add(endpoint(FIRST));
        world.add(endpoint(SECOND));
        world.receiver.answers(FIRST, () -> new Reply.Failed("TIMEOUT", true));
        assertThat(world.deliver(0, FIRST, NOW.minusSeconds(30)).outcome()).isEqualTo(DeliverEvent.Outcome.FAILED);
        world.clock.set(NOW);
        for (int n = 1; n <= 50; n++) {
            world.deliveries.send(List.of(Delivery.first(event(n), FIRST, NOW), Delivery.first(event(n), SECOND, NOW)));
        }
        while (world.clock.instant().equals(NOW) && world.deliverNext()) {}

        // It failed half a minute ago and now, and the clock has moved to the end of the hold.
        assertThat(world.receiver.posts(FIRST)).isBetween(2, 3);
        assertThat(world.receiver.received(SECOND)).hasSize(50);

        world.receiver.answers(FIRST, () -> new Reply.Accepted(204));
        world.deliverAll();
        assertThat(world.receiver.received(FIRST)).hasSize(51);
        assertThat(there(FIRST).health().failingSince()).isNull();
        assertThat(there(FIRST).health().heldUntil()).isNull();
    }

    @Test
    void an_endpoint_that_fails_sometimes_is_not_held() {
        world.add(endpoint(FIRST));
        for (int n = 0; n < 1_000; n++) {
            boolean fails = n % 4 == 0;
            world.receiver.answers(FIRST, () -> fails ? new Reply.Failed("HTTP_500", true) : new Reply.Accepted(200));
            assertThat(world.deliver(n, FIRST, NOW.plusMillis(500L * n)).outcome())
                    .isEqualTo(fails ? DeliverEvent.Outcome.FAILED : DeliverEvent.Outcome.ACCEPTED);
        }
    }

    @Test
    void an_endpoint_that_refuses_an_event_gets_others_at_once() {
        world.add(endpoint(FIRST));
        world.receiver.answersOnce(FIRST, new Reply.Failed("HTTP_422", false));
        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW), Delivery.first(event(2), FIRST, NOW)));

        assertThat(world.deliverNext()).isTrue();
        assertThat(world.deliverNext()).isTrue();

        assertThat(world.clock.instant()).isEqualTo(NOW);
        assertThat(world.receiver.received(FIRST)).containsExactly("evt_2");
    }

    @Test
    void an_endpoint_that_fails_for_three_days_is_disabled_and_its_events_are_kept() {
        world.add(endpoint(FIRST));
        world.receiver.answers(FIRST, () -> new Reply.Failed("HTTP_500", true));
        List<Boolean> disabled = new ArrayList<>();
        for (int hour = 0; hour <= 73; hour++) {
            Instant at = NOW.plus(Duration.ofHours(hour));
            DeliverEvent.Result result = world.deliver(hour, FIRST, at);
            disabled.add(result.disabled());
        }

        assertThat(disabled.subList(0, 72)).doesNotContain(true);
        assertThat(disabled.subList(72, 74)).containsExactly(true, false);
        assertThat(there(FIRST).disabled()).isTrue();
        assertThat(world.undelivered.find("evt_73", NOW)).hasSize(1);
        assertThat(world.receiver.posts(FIRST)).isEqualTo(73);
    }

    @Test
    void one_success_in_between_keeps_the_endpoint_enabled() {
        world.add(endpoint(FIRST));
        for (int hour = 0; hour <= 200; hour++) {
            boolean works = hour % 70 == 0;
            world.receiver.answers(FIRST, () -> works ? new Reply.Accepted(200) : new Reply.Failed("HTTP_500", true));
            assertThat(world.deliver(hour, FIRST, NOW.plus(Duration.ofHours(hour)))
                            .disabled())
                    .isFalse();
        }
    }

    private List<LoggedDelivery> logged() {
        return world.log.older(FIRST, Optional.empty(), 1_000).reversed();
    }

    @Test
    void each_failure_is_logged_with_its_answer_its_time_and_the_next_try() {
        world.add(endpoint(FIRST));
        Deque<Reply> answers = new ArrayDeque<>(List.of(
                new Reply.Failed("HTTP_400", false), new Reply.Failed("TIMEOUT", true), new Reply.Accepted(202)));
        world.receiver.answers(FIRST, answers::remove);
        world.receiver.onPost(() -> world.clock.advance(Duration.ofMillis(70)));

        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW)));
        world.deliverAll();

        Instant second = NOW.plusMillis(70).plusSeconds(10);
        Instant third = second.plusMillis(70).plusSeconds(60);
        assertThat(logged())
                .containsExactly(
                        delivery(1, NOW, LoggedDelivery.Outcome.FAILED, "HTTP_400", second),
                        delivery(2, second, LoggedDelivery.Outcome.FAILED, "TIMEOUT", third),
                        delivery(3, third, LoggedDelivery.Outcome.ACCEPTED, "HTTP_202", null));
        assertThat(logged().stream().map(LoggedDelivery::status)).containsExactly(400, null, 202);
    }

    private static LoggedDelivery delivery(
            int attempt, Instant at, LoggedDelivery.Outcome outcome, String answer, @Nullable Instant next) {
        return new LoggedDelivery(
                FIRST,
                "evt_1",
                EventType.CONTACT_CONVERTED,
                NOW,
                null,
                attempt,
                at,
                Duration.ofMillis(70),
                outcome,
                answer,
                next);
    }

    @Test
    void a_delivery_that_is_given_up_is_logged_as_long_as_the_event_is_kept() {
        world.add(endpoint(FIRST));
        world.receiver.answers(FIRST, () -> new Reply.Failed("HTTP_400", false));
        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW)));
        world.deliverAll();

        assertThat(logged().stream().map(LoggedDelivery::attempt)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(logged().getLast().outcome()).isEqualTo(LoggedDelivery.Outcome.GIVEN_UP);
        assertThat(logged().getLast().nextAt()).isNull();
        assertThat(logged().getLast().keptUntil())
                .isEqualTo(logged().getLast().attemptedAt().plus(DeliverEvent.KEPT_FOR));
    }

    @Test
    void an_event_that_a_disabled_endpoint_does_not_get_is_logged_as_given_up() {
        world.add(endpoint(FIRST)
                .changed("https://a.example.com", Set.of(EventType.CONTACT_CONVERTED), Endpoint.Format.VUELTA, true));

        assertThat(world.deliver(1, FIRST, NOW).outcome()).isEqualTo(DeliverEvent.Outcome.KEPT);

        assertThat(logged()).hasSize(1);
        assertThat(logged().getFirst().reason()).isEqualTo("ENDPOINT_DISABLED");
        assertThat(logged().getFirst().outcome()).isEqualTo(LoggedDelivery.Outcome.GIVEN_UP);
    }

    @Test
    void twenty_deliveries_accepted_at_once_are_logged_and_then_one_a_minute() {
        world.add(endpoint(FIRST));
        world.add(endpoint(SECOND));
        for (int n = 0; n < 6_000; n++) {
            var _ = world.deliver(n, FIRST, NOW.plusMillis(100L * n));
        }
        var _ = world.deliver(1, SECOND, NOW.plusMillis(599_900));

        assertThat(logged()).hasSize(AcceptedSample.BURST + 9);
        assertThat(world.log.older(SECOND, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void deliveries_once_a_minute_are_all_logged() {
        world.add(endpoint(FIRST));
        for (int n = 0; n < 100; n++) {
            var _ = world.deliver(n, FIRST, NOW.plusSeconds(60L * n));
        }

        assertThat(logged()).hasSize(100);
    }

    @Test
    void a_delivery_continues_if_its_log_cannot_be_written() {
        world.add(endpoint(FIRST));
        world.receiver.answersOnce(FIRST, new Reply.Failed("HTTP_500", true));
        world.log.faults(Faults.beforeEach(_ -> {
            throw new StoreBusy("throttled", new IllegalStateException());
        }));
        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW)));
        world.deliverAll();

        assertThat(world.receiver.received(FIRST)).containsExactly("evt_1");
        assertThat(world.receiver.posts(FIRST)).isEqualTo(2);
        assertThat(logged()).isEmpty();
    }

    @Test
    void a_deleted_endpoint_gets_no_more_events() {
        world.deliveries.send(List.of(Delivery.first(event(1), FIRST, NOW)));

        world.deliverAll();

        assertThat(world.receiver.posts(FIRST)).isZero();
        assertThat(world.undelivered.size()).isZero();
    }
}
