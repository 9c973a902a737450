package io.vuelta.domain.event;

import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of written changes on the queue: one delivery for each endpoint that subscribed to them, and for a
 * person's reply one for the runtime of the agent. Without endpoints and replies it does nothing.
 */
public final class PublishEvents {
    /** The maximum age of the cached endpoints: a new endpoint gets events after this time at the latest. */
    static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Endpoints endpoints;
    private final Campaigns campaigns;
    private final Agents agents;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private volatile @Nullable Known known;

    /** The endpoints that were read last, and when. */
    private record Known(List<Endpoint> endpoints, Instant readAt) {}

    public PublishEvents(
            Endpoints endpoints, Campaigns campaigns, Agents agents, Deliveries deliveries, InstantSource clock) {
        this.endpoints = endpoints;
        this.campaigns = campaigns;
        this.agents = agents;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * The result of one batch of changes.
     *
     * @param deliveries the number of deliveries that were put on the queue
     * @param unpublished the number of changes from which no event can be derived
     */
    public record Published(int deliveries, int unpublished) {}

    /** Safe to repeat. Throws if the queue did not accept all deliveries: the same changes must be read again. */
    public Published publish(List<ItemChange> changes) {
        Instant now = clock.instant();
        List<Endpoint> active = active(now);
        Set<CampaignId> withRuntime = withRuntime(changes);
        if (active.isEmpty() && withRuntime.isEmpty()) {
            return new Published(0, 0);
        }
        List<Delivery> all = new ArrayList<>();
        int unpublished = 0;
        for (ItemChange change : changes) {
            try {
                for (Event event : Events.of(change)) {
                    active.stream()
                            .filter(endpoint -> endpoint.wants(event))
                            .forEach(endpoint -> all.add(Delivery.first(event, endpoint.id(), now)));
                    if (event.type() == EventType.MESSAGE_RECEIVED && withRuntime.contains(event.campaign())) {
                        all.add(Delivery.first(event, EndpointId.RUNTIME, now));
                    }
                }
                unpublished += change instanceof ItemChange.Unreadable ? 1 : 0;
            } catch (RuntimeException _) {
                // An internal error in one change must not block all later changes.
                unpublished++;
            }
        }
        if (!all.isEmpty()) {
            deliveries.send(all);
        }
        return new Published(all.size(), unpublished);
    }

    /** The campaigns of new replies whose agents have a runtime. */
    private Set<CampaignId> withRuntime(List<ItemChange> changes) {
        return changes.stream()
                .flatMap(change -> change instanceof ItemChange.OfReply reply && !reply.known()
                        ? Stream.of(reply.message().attempt().campaign())
                        : Stream.empty())
                .distinct()
                .filter(campaign ->
                        HandToRuntime.agent(campaign, campaigns, agents).isPresent())
                .collect(Collectors.toSet());
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
