package io.vuelta.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the events of what was written on the queue, one delivery for each endpoint that wants one. Without endpoints it does nothing. */
public final class TellEvents {
    /** A new endpoint is told after so long at the latest. */
    static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private volatile @Nullable Known known;

    /** The endpoints as they were read. */
    private record Known(List<Endpoint> endpoints, Instant readAt) {}

    public TellEvents(Endpoints endpoints, Deliveries deliveries, InstantSource clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param deliveries put on the queue
     * @param untold changes of which nothing can be told
     */
    public record Told(int deliveries, int untold) {}

    /** Safe to repeat. Throws if not everything was taken: the same changes must come again. */
    public Told tell(List<ItemChange> changes) {
        Instant now = clock.instant();
        List<Endpoint> active = active(now);
        if (active.isEmpty()) {
            return new Told(0, 0);
        }
        List<Delivery> all = new ArrayList<>();
        int untold = 0;
        for (ItemChange change : changes) {
            try {
                for (Event event : Events.of(change)) {
                    active.stream()
                            .filter(endpoint -> endpoint.wants(event))
                            .forEach(endpoint -> all.add(Delivery.first(event, endpoint.id(), now)));
                }
                untold += change instanceof ItemChange.Unreadable ? 1 : 0;
            } catch (RuntimeException e) {
                // An error of ours in one change must not hold up all that come after it.
                untold++;
            }
        }
        if (!all.isEmpty()) {
            deliveries.send(all);
        }
        return new Told(all.size(), untold);
    }

    private List<Endpoint> active(Instant now) {
        Known last = known;
        if (last == null || !now.isBefore(last.readAt().plus(MAX_AGE))) {
            List<Endpoint> active = endpoints.all().stream()
                    .filter(endpoint -> !endpoint.disabled())
                    .toList();
            last = new Known(active, now);
            known = last;
        }
        return last.endpoints();
    }
}
