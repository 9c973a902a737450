package io.vuelta.handlers.api.endpoints;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.event.DeliveryLog;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.LoggedDelivery;
import io.vuelta.domain.text.WireName;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The results of the latest deliveries to an endpoint. */
final class DeliveriesApi {
    private static final String OUTCOME = "outcome";
    private static final String OUTCOMES = String.join(", ", WireName.all(LoggedDelivery.Outcome.values()));

    private final Endpoints endpoints;
    private final DeliveryLog log;

    DeliveriesApi(Endpoints endpoints, DeliveryLog log) {
        this.endpoints = endpoints;
        this.log = log;
    }

    /** Lists deliveries, the newest first. */
    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PageRequest.parameters(OUTCOME));
        Optional<Predicate<LoggedDelivery>> filter = query.oneOf(OUTCOME, LoggedDelivery.Outcome::ofWire, OUTCOMES)
                .map(outcome -> delivery -> delivery.outcome() == outcome);
        EndpointId endpoint =
                WebhookEndpointsRoutes.existing(request, endpoints).id();
        return NewestFirst.of(query, new Reader(endpoint), LoggedDelivery::id, filter)
                .answer("deliveries", DeliveriesApi::json);
    }

    private final class Reader implements NewestFirst.Reader<LoggedDelivery> {
        private final EndpointId endpoint;

        private Reader(EndpointId endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public List<LoggedDelivery> older(Optional<String> than, int limit) {
            return log.older(endpoint, than, limit);
        }

        @Override
        public List<LoggedDelivery> newer(String from, int limit) {
            return log.newer(endpoint, from, limit);
        }
    }

    private static ObjectNode json(LoggedDelivery delivery) {
        CampaignId campaign = delivery.campaign();
        return ApiJson.object()
                .put("id", delivery.id())
                .put("event_id", delivery.eventId())
                .put("type", delivery.type().wire())
                .put("created_at", delivery.createdAt().toString())
                .put("campaign_id", campaign == null ? null : campaign.value())
                .put("attempt", delivery.attempt())
                .put(OUTCOME, delivery.outcome().wire())
                .put("status", delivery.status())
                .put("reason", delivery.reason())
                .put("attempted_at", delivery.attemptedAt().toString())
                .put("duration_ms", delivery.took().toMillis())
                .put("next_attempt_at", text(delivery.nextAt()))
                .put("kept_until", text(delivery.keptUntil()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
