package io.vuelta.domain.event;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.text.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to deliver an event to an endpoint. It contains no data of the event, which may be personal
 * data.
 *
 * @param attempt the number of the attempt, from 1
 * @param attemptedAt when it was posted; when it was given up, if the endpoint was disabled and nothing was posted
 * @param took the time from the resolution of the host to the response; zero if nothing was posted
 * @param answer the HTTP status as {@code HTTP_204}, or another code of {@link DeliveryReason}
 * @param nextAt when the next attempt is due; null if there is none
 */
public record LoggedDelivery(
        EndpointId endpoint,
        String eventId,
        EventType type,
        Instant createdAt,
        @Nullable CampaignId campaign,
        int attempt,
        Instant attemptedAt,
        Duration took,
        Outcome outcome,
        String answer,
        @Nullable Instant nextAt) {
    private static final String HTTP = DeliveryReason.HTTP.name() + "_";
    private static final int ID_PART = 40;

    /** The result of the attempt. */
    public enum Outcome implements WireName {
        ACCEPTED,
        /** There is a next attempt. */
        FAILED,
        /** There is no next attempt: the event is stored for a replay. */
        GIVEN_UP;

        public static Optional<Outcome> ofWire(String wire) {
            return WireName.find(values(), wire);
        }
    }

    /** The code of a response with this HTTP status. */
    static String answer(int status) {
        return HTTP + status;
    }

    /** The HTTP status of the response; null if there was none. */
    public @Nullable Integer status() {
        return answer.startsWith(HTTP) ? Integer.valueOf(answer.substring(HTTP.length())) : null;
    }

    /** Why the event was not accepted, as a code; null if it was accepted. */
    public @Nullable String reason() {
        return outcome == Outcome.ACCEPTED ? null : answer;
    }

    /** Until when the event is stored for a replay; null if it is not stored. */
    public @Nullable Instant keptUntil() {
        return outcome == Outcome.GIVEN_UP ? attemptedAt.plus(DeliverEvent.KEPT_FOR) : null;
    }

    /**
     * The id of the delivery, which sorts the endpoint's deliveries by time: at most 64 letters, digits and {@code _}.
     */
    public String id() {
        String event = eventId.substring(Math.max(0, eventId.length() - ID_PART));
        return "%013d_%d_%s".formatted(attemptedAt.toEpochMilli(), attempt, event);
    }
}
