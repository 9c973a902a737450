package io.vuelta.domain.event;

import io.vuelta.domain.text.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address of the customer to which events are posted.
 *
 * @param events the types to which it subscribes
 * @param version raised by every write; 0 before the first
 */
public record Endpoint(
        EndpointId id,
        String url,
        Set<EventType> events,
        Format format,
        Secrets secrets,
        Health health,
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
    public enum Format implements WireName {
        VUELTA,
        /** {@code on_call_end} in Altur's format: only for ended calls. */
        ALTUR;

        public static Optional<Format> ofWire(String wire) {
            return WireName.find(values(), wire);
        }
    }

    /**
     * The secrets that sign the bodies.
     *
     * @param previous the secret before it, which also signs until {@code previousUntil}; null if there is none
     * @param oldest the oldest secret that still signed when {@code previous} was replaced; it also signs until {@code
     *     oldestUntil}; null if there is none
     */
    public record Secrets(
            String current,
            @Nullable String previous,
            @Nullable Instant previousUntil,
            @Nullable String oldest,
            @Nullable Instant oldestUntil) {
        /** The first secret of an endpoint. */
        static Secrets first(String secret) {
            return new Secrets(secret, null, null, null, null);
        }

        /** The secrets that sign a body now: the newest first. */
        public List<String> valid(Instant now) {
            List<String> valid = new ArrayList<>(List.of(current));
            if (previous != null && isBefore(now, previousUntil)) {
                valid.add(previous);
            }
            if (oldest != null && isBefore(now, oldestUntil)) {
                valid.add(oldest);
            }
            return List.copyOf(valid);
        }

        private Secrets rolled(String next, Instant now) {
            boolean keepsOldest = isBefore(now, oldestUntil);
            return new Secrets(
                    next,
                    current,
                    now.plus(ROLL_OVER),
                    keepsOldest ? oldest : previous,
                    keepsOldest ? oldestUntil : previousUntil);
        }

        private static boolean isBefore(Instant now, @Nullable Instant end) {
            return end != null && now.isBefore(end);
        }
    }

    /**
     * Whether, and since when, it accepts what is posted.
     *
     * @param disabled whether nothing is posted to it
     * @param failingSince when the first post failed after the last one that was accepted; null if the last one was
     *     accepted
     * @param heldUntil only last attempts are posted before this instant, because it has not answered for a while; null
     *     for no hold
     */
    public record Health(
            boolean disabled,
            @Nullable Instant failingSince,
            @Nullable Instant heldUntil) {
        boolean isHeld(Instant now) {
            return heldUntil != null && now.isBefore(heldUntil);
        }
    }

    public static Endpoint created(
            EndpointId id, String url, Set<EventType> events, Format format, String secret, Instant now) {
        return new Endpoint(id, url, events, format, Secrets.first(secret), new Health(false, null, null), now, 0);
    }

    public boolean disabled() {
        return health.disabled();
    }

    /** Whether the event is sent to it. */
    public boolean wants(Event event) {
        if (disabled()) {
            return false;
        }
        if (event.type() == EventType.ENDPOINT_DISABLED) {
            return format == Format.VUELTA && !id.value().equals(event.data().get("endpoint_id"));
        }
        return events.contains(event.type());
    }

    public boolean isHeld(Instant now) {
        return health.isHeld(now);
    }

    /**
     * The endpoint with a new secret; the present one stays valid for {@link #ROLL_OVER}. So does the oldest valid one,
     * until its own end: the receiver may have no other, if the answer with the present secret was lost.
     */
    public Endpoint rolled(String next, Instant now) {
        return new Endpoint(id, url, events, format, secrets.rolled(next, now), health, createdAt, version);
    }

    /** The endpoint with its owner's changes. If it is enabled again, the record of its failures is deleted. */
    public Endpoint changed(String url, Set<EventType> events, Format format, boolean disabled) {
        boolean startsAgain = (disabled() && !disabled) || !this.url.equals(url);
        Health next = startsAgain
                ? new Health(disabled, null, null)
                : new Health(disabled, health.failingSince(), health.heldUntil());
        return new Endpoint(id, url, events, format, secrets, next, createdAt, version);
    }

    /**
     * The endpoint after a post that it did not accept.
     *
     * @param away whether it did not respond, or was overloaded
     */
    Endpoint failed(boolean away, Instant now) {
        Instant since = health.failingSince() == null ? now : health.failingSince();
        boolean tooLong = !now.isBefore(since.plus(MAX_FAILING));
        boolean held = away && !isHeld(now) && !now.isBefore(since.plus(HOLD_AFTER));
        Instant hold = held ? now.plus(HOLD) : health.heldUntil();
        return with(new Health(disabled() || tooLong, since, hold));
    }

    /** The endpoint after a post that it accepted. */
    Endpoint accepted() {
        return with(new Health(disabled(), null, null));
    }

    private Endpoint with(Health next) {
        return new Endpoint(id, url, events, format, secrets, next, createdAt, version);
    }

    /** The same endpoint with this version. */
    public Endpoint inVersion(long written) {
        return new Endpoint(id, url, events, format, secrets, health, createdAt, written);
    }
}
