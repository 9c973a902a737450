package io.vuelta.domain.event;

import io.vuelta.domain.store.StoreBusy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Posts an event to its endpoint. An event that is not accepted is sent to the queue again, and after the last attempt
 * it is stored for a replay. Each event is posted at least once: a repeated delivery posts it again.
 */
public final class DeliverEvent {
    /** How long an event that could not be delivered is stored. */
    public static final Duration KEPT_FOR = Duration.ofDays(14);

    private static final int TRIES = 5;

    private final Endpoints endpoints;
    private final EventReceiver receiver;
    private final EventBodies bodies;
    private final Deliveries deliveries;
    private final UndeliveredEvents undelivered;
    private final DeliveryLog log;
    private final HandToRuntime runtime;
    private final InstantSource clock;
    private final AcceptedSample sample = new AcceptedSample();

    public DeliverEvent(
            Endpoints endpoints,
            EventReceiver receiver,
            EventBodies bodies,
            Deliveries deliveries,
            UndeliveredEvents undelivered,
            DeliveryLog log,
            HandToRuntime runtime,
            InstantSource clock) {
        this.endpoints = endpoints;
        this.receiver = receiver;
        this.bodies = bodies;
        this.deliveries = deliveries;
        this.undelivered = undelivered;
        this.log = log;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** The result of a delivery. */
    public enum Outcome {
        ACCEPTED,
        /** The delivery is not due yet, and is on the queue again. */
        NOT_DUE,
        /** The endpoint is held; the next attempt is on the queue. */
        HELD,
        /** The next attempt is on the queue. */
        FAILED,
        /** There is no next attempt, or the endpoint is disabled: the event is stored for a replay. */
        KEPT,
        /** The endpoint was deleted, or the agent no longer has a runtime: the event is dropped. */
        DROPPED
    }

    /**
     * The result of a delivery.
     *
     * @param reason the reason as a code; empty if there is none
     * @param disabled whether this delivery has disabled the endpoint
     */
    public record Result(Outcome outcome, String reason, boolean disabled) {
        private static Result of(Outcome outcome) {
            return new Result(outcome, "", false);
        }
    }

    /**
     * Delivers the event. Throws if the event may be neither delivered nor stored: the same delivery must then be
     * repeated.
     */
    public Result deliver(Delivery delivery) {
        Instant now = clock.instant();
        if (now.isBefore(delivery.dueAt())) {
            deliveries.send(List.of(delivery));
            return Result.of(Outcome.NOT_DUE);
        }
        if (delivery.endpoint().equals(EndpointId.RUNTIME)) {
            return toRuntime(delivery);
        }
        Optional<Endpoint> found = endpoints.find(delivery.endpoint());
        if (found.isEmpty()) {
            return Result.of(Outcome.DROPPED);
        }
        Endpoint endpoint = found.get();
        if (endpoint.disabled()) {
            keep(delivery, now);
            String reason = DeliveryReason.ENDPOINT_DISABLED.name();
            log(delivery, now, Duration.ZERO, LoggedDelivery.Outcome.GIVEN_UP, reason);
            return new Result(Outcome.KEPT, reason, false);
        }
        Optional<Delivery> next = delivery.next(now);
        if (next.isPresent() && endpoint.isHeld(now)) {
            deliveries.send(List.of(next.get()));
            return Result.of(Outcome.HELD);
        }
        return post(delivery, endpoint);
    }

    private Result post(Delivery delivery, Endpoint endpoint) {
        Map<String, @Nullable Object> body = bodies.of(endpoint, delivery.event());
        Instant posted = clock.instant();
        return switch (receiver.post(endpoint, body)) {
            case EventReceiver.Reply.Accepted accepted -> {
                accepted(delivery, endpoint, accepted, posted);
                yield Result.of(Outcome.ACCEPTED);
            }
            case EventReceiver.Reply.Failed failed -> failed(delivery, endpoint, failed, posted);
        };
    }

    private void accepted(Delivery delivery, Endpoint endpoint, EventReceiver.Reply.Accepted accepted, Instant posted) {
        Instant now = clock.instant();
        boolean recovered =
                endpoint.health().failingSince() != null || endpoint.health().heldUntil() != null;
        if (recovered) {
            var _ = update(endpoint, Endpoint::accepted);
        }
        // If a failure is in the log, the result after it is logged too.
        if (recovered || delivery.attempt() > 1 || sample.take(endpoint.id(), now)) {
            log(
                    delivery,
                    posted,
                    Duration.between(posted, now),
                    LoggedDelivery.Outcome.ACCEPTED,
                    LoggedDelivery.answer(accepted.status()));
        }
    }

    private Result toRuntime(Delivery delivery) {
        return switch (runtime.hand(delivery.event()).orElse(null)) {
            case null -> Result.of(Outcome.DROPPED);
            case EventReceiver.Reply.Accepted _ -> Result.of(Outcome.ACCEPTED);
            case EventReceiver.Reply.Failed failed ->
                new Result(again(delivery, clock.instant()), failed.reason(), false);
        };
    }

    private Result failed(Delivery delivery, Endpoint endpoint, EventReceiver.Reply.Failed failed, Instant posted) {
        // A post may take seconds.
        Instant now = clock.instant();
        Outcome outcome = again(delivery, now);
        boolean disabled = update(endpoint, there -> there.failed(failed.away(), now));
        LoggedDelivery.Outcome logged =
                outcome == Outcome.KEPT ? LoggedDelivery.Outcome.GIVEN_UP : LoggedDelivery.Outcome.FAILED;
        log(delivery, posted, Duration.between(posted, now), logged, failed.reason());
        return new Result(outcome, failed.reason(), disabled);
    }

    private Outcome again(Delivery delivery, Instant now) {
        Optional<Delivery> next = delivery.next(now);
        if (next.isPresent()) {
            deliveries.send(List.of(next.get()));
            return Outcome.FAILED;
        }
        keep(delivery, now);
        return Outcome.KEPT;
    }

    private void keep(Delivery delivery, Instant now) {
        undelivered.keep(delivery.event(), delivery.endpoint(), now.plus(KEPT_FOR));
    }

    /**
     * Logs a delivery. The event is already delivered or stored, so it must not be delivered again only because the log
     * cannot be written.
     */
    private void log(Delivery delivery, Instant at, Duration took, LoggedDelivery.Outcome outcome, String answer) {
        Event event = delivery.event();
        Instant next = outcome == LoggedDelivery.Outcome.FAILED
                ? delivery.next(at.plus(took)).map(Delivery::dueAt).orElse(null)
                : null;
        try {
            log.add(new LoggedDelivery(
                    delivery.endpoint(),
                    event.id(),
                    event.type(),
                    event.createdAt(),
                    event.campaign(),
                    delivery.attempt(),
                    at,
                    took,
                    outcome,
                    answer,
                    next));
        } catch (StoreBusy _) {
            // The delivery is then missing in the log.
        }
    }

    /**
     * Updates the endpoint. Returns whether this has disabled it. The event is already delivered or stored, so nothing
     * is lost if every try loses its race.
     */
    private boolean update(Endpoint read, UnaryOperator<Endpoint> change) {
        Endpoint there = read;
        try {
            for (int i = 0; i < TRIES; i++) {
                Endpoint next = change.apply(there);
                if (next.equals(there)) {
                    return false;
                }
                if (endpoints.save(next)) {
                    return next.disabled() && !there.disabled();
                }
                Optional<Endpoint> again = endpoints.find(read.id());
                if (again.isEmpty()) {
                    return false;
                }
                there = again.get();
            }
        } catch (StoreBusy _) {
            // The next post to this endpoint updates it.
        }
        return false;
    }
}
