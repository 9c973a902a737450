package io.vuelta.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address of the customer to which events are posted.
 *
 * @param events the types to which it subscribes
 * @param secret the secret that signs the bodies
 * @param previousSecret the secret before it, which also signs until {@code previousUntil}; null if there is none
 * @param oldestSecret the oldest secret that still signed when {@code previousSecret} was replaced; it also signs until
 *     {@code oldestUntil}; null if there is none
 * @param disabled whether nothing is posted to it
 * @param failingSince when the first post failed after the last one that was accepted; null if the last one was
 *     accepted
 * @param heldUntil only last attempts are posted before this instant, because it has not answered for a while; null for
 *     no hold
 * @param version raised by every write; 0 before the first
 */
public record Endpoint(
        EndpointId id,
        String url,
        Set<EventType> events,
        Format format,
        String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousUntil,
        @Nullable String oldestSecret,
        @Nullable Instant oldestUntil,
        boolean disabled,
        @Nullable Instant failingSince,
        @Nullable Instant heldUntil,
        Instant createdAt,
        long version) {
    /** An endpoint that has failed for this time is disabled. */
    public static final Duration MAX_FAILING = Duration.ofDays(3);

    /** How long a replaced secret still signs. */
    public static final Duration ROLL_OVER = Duration.ofHours(24);

    /**
     * An endpoint that has accepted nothing for this time is held after each post that it does not answer; an endpoint
     * that fails only sometimes is not held.
     */
    static final Duration HOLD_AFTER = Duration.ofSeconds(30);

    /** How long an endpoint is held. */
    static final Duration HOLD = Duration.ofSeconds(10);

    public Endpoint {
        events = Set.copyOf(events);
    }

    /** How bodies are written and signed. */
    public enum Format {
        VUELTA,
        /** {@code on_call_end} in Altur's format: only for ended calls. */
        ALTUR;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Format> ofWire(String wire) {
            return Arrays.stream(values())
                    .filter(format -> format.wire().equals(wire))
                    .findFirst();
        }
    }

    public static Endpoint created(
            EndpointId id, String url, Set<EventType> events, Format format, String secret, Instant now) {
        return new Endpoint(id, url, events, format, secret, null, null, null, null, false, null, null, now, 0);
    }

    /** Whether the event is sent to it. */
    public boolean wants(Event event) {
        if (disabled) {
            return false;
        }
        if (event.type() == EventType.ENDPOINT_DISABLED) {
            return format == Format.VUELTA && !id.value().equals(event.data().get("endpoint_id"));
        }
        return events.contains(event.type());
    }

    /** The secrets that sign a body now: the newest first. */
    public List<String> secrets(Instant now) {
        List<String> valid = new ArrayList<>(List.of(secret));
        if (previousSecret != null && isBefore(now, previousUntil)) {
            valid.add(previousSecret);
        }
        if (oldestSecret != null && isBefore(now, oldestUntil)) {
            valid.add(oldestSecret);
        }
        return List.copyOf(valid);
    }

    private static boolean isBefore(Instant now, @Nullable Instant end) {
        return end != null && now.isBefore(end);
    }

    public boolean isHeld(Instant now) {
        return heldUntil != null && now.isBefore(heldUntil);
    }

    /**
     * The endpoint with a new secret; the present one stays valid for {@link #ROLL_OVER}. So does the oldest valid one,
     * until its own end: the receiver may have no other, if the answer with the present secret was lost.
     */
    public Endpoint rolled(String next, Instant now) {
        boolean keepsOldest = isBefore(now, oldestUntil);
        return new Endpoint(
                id,
                url,
                events,
                format,
                next,
                secret,
                now.plus(ROLL_OVER),
                keepsOldest ? oldestSecret : previousSecret,
                keepsOldest ? oldestUntil : previousUntil,
                disabled,
                failingSince,
                heldUntil,
                createdAt,
                version);
    }

    /** The endpoint with its owner's changes. If it is enabled again, the record of its failures is deleted. */
    public Endpoint changed(String url, Set<EventType> events, Format format, boolean disabled) {
        boolean anew = (this.disabled && !disabled) || !this.url.equals(url);
        return new Endpoint(
                id,
                url,
                events,
                format,
                secret,
                previousSecret,
                previousUntil,
                oldestSecret,
                oldestUntil,
                disabled,
                anew ? null : failingSince,
                anew ? null : heldUntil,
                createdAt,
                version);
    }

    /**
     * The endpoint after a post that it did not accept.
     *
     * @param away whether it did not respond, or was overloaded
     */
    Endpoint failed(boolean away, Instant now) {
        Instant since = failingSince == null ? now : failingSince;
        boolean tooLong = !now.isBefore(since.plus(MAX_FAILING));
        boolean held = away && !isHeld(now) && !now.isBefore(since.plus(HOLD_AFTER));
        Instant hold = held ? now.plus(HOLD) : heldUntil;
        return with(disabled || tooLong, since, hold);
    }

    /** The endpoint after a post that it accepted. */
    Endpoint accepted() {
        return with(disabled, null, null);
    }

    private Endpoint with(boolean disabled, @Nullable Instant failingSince, @Nullable Instant heldUntil) {
        return new Endpoint(
                id,
                url,
                events,
                format,
                secret,
                previousSecret,
                previousUntil,
                oldestSecret,
                oldestUntil,
                disabled,
                failingSince,
                heldUntil,
                createdAt,
                version);
    }

    /** The same endpoint with this version. */
    public Endpoint inVersion(long written) {
        return new Endpoint(
                id,
                url,
                events,
                format,
                secret,
                previousSecret,
                previousUntil,
                oldestSecret,
                oldestUntil,
                disabled,
                failingSince,
                heldUntil,
                createdAt,
                written);
    }
}
