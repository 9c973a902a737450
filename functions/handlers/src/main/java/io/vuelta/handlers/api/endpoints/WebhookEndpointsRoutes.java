package io.vuelta.handlers.api.endpoints;

import static io.vuelta.domain.access.Scope.ADMIN;
import static io.vuelta.domain.access.Scope.WRITE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.event.Endpoint;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.Event;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.event.EventType;
import io.vuelta.domain.event.ReplayEvent;
import io.vuelta.domain.text.WireName;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.EndpointPorts;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Lengths;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The customer's endpoints for events: create, list, change, delete, replace the secret, send a test event and list
 * deliveries. Also replays an event.
 */
public final class WebhookEndpointsRoutes {
    private static final String ENDPOINT = "webhook_endpoint";
    private static final Set<String> FIELDS = Set.of("url", "events", "format", "status");
    private static final String ACTIVE = "active";
    private static final String DISABLED = "disabled";
    private static final int TRIES = 5;
    private static final String TYPES =
            EventType.forSubscribers().stream().map(EventType::wire).collect(Collectors.joining(", "));
    private static final String FORMATS = String.join(" or ", WireName.all(Endpoint.Format.values()));

    private final Endpoints endpoints;
    private final EventReceiver receiver;
    private final ReplayEvent replayEvent;
    private final DeliveriesApi deliveries;
    private final EndpointPorts ports;
    private final InstantSource clock;
    private final Ids ids;

    public WebhookEndpointsRoutes(ApiDependencies dependencies) {
        this.ports = dependencies.webhooks();
        this.endpoints = ports.endpoints();
        this.receiver = ports.receiver();
        this.deliveries = new DeliveriesApi(endpoints, ports.log());
        this.replayEvent = new ReplayEvent(endpoints, ports.undelivered(), ports.deliveries(), dependencies.clock());
        this.clock = dependencies.clock();
        this.ids = dependencies.ids();
    }

    public void addTo(Router router) {
        String endpoint = "/webhook-endpoints/{endpoint}";
        router.creating(ADMIN, "/webhook-endpoints", this::create)
                .on(ADMIN, "GET", "/webhook-endpoints", this::list)
                .on(ADMIN, "GET", endpoint, this::show)
                .on(ADMIN, "PUT", endpoint, request -> change(request, true))
                .on(ADMIN, "PATCH", endpoint, request -> change(request, false))
                .on(ADMIN, "DELETE", endpoint, this::delete)
                .creating(ADMIN, endpoint + "/roll-secret", this::rollSecret)
                .on(ADMIN, "POST", endpoint + "/test", this::test)
                .on(ADMIN, "GET", endpoint + "/deliveries", deliveries::list)
                .on(WRITE, "POST", "/events/{event}/replay", this::replay);
    }

    private ApiResponse create(Request request) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        if (endpoints.all().size() >= Endpoints.MAX_ENDPOINTS) {
            throw ApiError.of(
                    409,
                    ApiErrorCode.TOO_MANY_ENDPOINTS,
                    "there are " + Endpoints.MAX_ENDPOINTS + " endpoints already: delete one first");
        }
        Endpoint.Format format = format(fields).orElse(Endpoint.Format.VUELTA);
        Endpoint created = Endpoint.created(
                new EndpointId("we_" + ids.next()), url(fields), events(fields, format), format, ids.secret(), now());
        Endpoint endpoint = created.changed(created.url(), created.events(), format, isDisabled(fields, false));
        // An earlier run of the same request may have saved it.
        if (!endpoints.save(endpoint)
                && !(Ids.isRepeated() && endpoints.find(endpoint.id()).isPresent())) {
            throw ApiError.busy();
        }
        return ApiResponse.of(
                201, ENDPOINT, json(endpoint).put("secret", endpoint.secrets().current()));
    }

    private ApiResponse list(Request request) {
        return NewestFirst.ofAll(
                        request.query(),
                        endpoints.all(),
                        Endpoint::createdAt,
                        endpoint -> endpoint.id().value())
                .answer("webhook_endpoints", this::json);
    }

    private ApiResponse show(Request request) {
        return ApiResponse.of(200, ENDPOINT, json(existing(request)));
    }

    /** Changes an endpoint. PUT requires url and events; PATCH does not change absent fields. */
    private ApiResponse change(Request request, boolean whole) {
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Optional<String> url = whole || fields.isGiven("url") ? Optional.of(url(fields)) : Optional.empty();
        Endpoint changed = update(request, there -> {
            Endpoint.Format format = format(fields).orElse(there.format());
            Set<EventType> types = whole || fields.isGiven("events")
                    ? events(fields, format)
                    : checked(fields, there.events(), format);
            return there.changed(url.orElse(there.url()), types, format, isDisabled(fields, there.disabled()));
        });
        return ApiResponse.of(200, ENDPOINT, json(changed));
    }

    private ApiResponse delete(Request request) {
        endpoints.delete(existing(request).id());
        return ApiResponse.of(200, ApiResponse.success());
    }

    private ApiResponse rollSecret(Request request) {
        String next = ids.secret();
        Instant now = now();
        // An earlier run of the same request may have saved it.
        Endpoint rolled =
                update(request, there -> there.secrets().current().equals(next) ? there : there.rolled(next, now));
        return ApiResponse.of(200, ENDPOINT, json(rolled).put("secret", next));
    }

    /**
     * Posts a test event immediately and returns the result. The endpoint's state and its list of deliveries do not
     * change.
     */
    private ApiResponse test(Request request) {
        Endpoint endpoint = existing(request);
        String id = "evt_test_" + ids.next();
        Event event = new Event(
                id,
                EventType.TEST,
                now(),
                null,
                Map.of("endpoint_id", endpoint.id().value()));
        ObjectNode test = ApiJson.object().put("event_id", id);
        switch (receiver.post(endpoint, event.body())) {
            case EventReceiver.Reply.Accepted accepted ->
                test.put("accepted", true).put("status", accepted.status());
            case EventReceiver.Reply.Failed failed ->
                test.put("accepted", false).put("reason", failed.reason());
        }
        return ApiResponse.of(200, "test", test);
    }

    private ApiResponse replay(Request request) {
        String id = request.id("event", text -> {
            if (!Event.isId(text)) {
                throw new IllegalArgumentException("not an event id: " + text);
            }
            return text;
        });
        boolean known = !ports.undelivered().find(id, clock.instant()).isEmpty();
        if (!known) {
            throw ApiError.of(
                    404,
                    ApiErrorCode.NOT_FOUND,
                    "there is no undelivered event " + id
                            + ": only events that an endpoint did not accept are kept, for 14 days");
        }
        List<String> sent =
                replayEvent.replay(id).stream().map(EndpointId::value).toList();
        if (sent.isEmpty()) {
            throw ApiError.of(
                    409,
                    ApiErrorCode.ENDPOINT_DISABLED,
                    "the endpoints of event " + id + " are disabled or deleted: enable one first");
        }
        ObjectNode replay = ApiJson.object().put("event_id", id);
        replay.set("endpoints", ApiJson.texts(sent));
        return ApiResponse.of(202, "replay", replay);
    }

    private Endpoint existing(Request request) {
        return existing(request, endpoints);
    }

    static Endpoint existing(Request request, Endpoints endpoints) {
        EndpointId id = request.id("endpoint", EndpointId::new);
        return endpoints.find(id).orElseThrow(() -> ApiError.notFound("webhook endpoint", id.value()));
    }

    /** Changes the stored endpoint, and tries again if a delivery changed it at the same time. */
    private Endpoint update(Request request, UnaryOperator<Endpoint> change) {
        for (int i = 0; i < TRIES; i++) {
            Endpoint next = change.apply(existing(request));
            if (endpoints.save(next)) {
                return next;
            }
        }
        throw ApiError.busy();
    }

    private String url(Fields fields) {
        String url = fields.requiredText("url", Lengths.MAX_URL);
        receiver.refusal(url).ifPresent(reason -> {
            throw fields.invalid("url", reason);
        });
        return url;
    }

    private static Optional<Endpoint.Format> format(Fields fields) {
        return fields.text("format", Lengths.MAX_SHORT_TEXT)
                .map(wire ->
                        Endpoint.Format.ofWire(wire).orElseThrow(() -> fields.invalid("format", "must be " + FORMATS)));
    }

    private static Set<EventType> events(Fields fields, Endpoint.Format format) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        List<String> wires = fields.texts("events", Lengths.MAX_SHORT_TEXT);
        for (int at = 0; at < wires.size(); at++) {
            int index = at;
            types.add(EventType.ofWire(wires.get(at))
                    .filter(EventType::isForSubscribers)
                    .orElseThrow(() -> fields.invalidItem("events", index, "must be one of " + TYPES)));
        }
        if (types.isEmpty() && format == Endpoint.Format.ALTUR) {
            types.add(EventType.CALL_ENDED);
        }
        if (types.isEmpty()) {
            throw fields.invalid("events", "is required and must name at least one of " + TYPES);
        }
        return checked(fields, types, format);
    }

    private static Set<EventType> checked(Fields fields, Set<EventType> types, Endpoint.Format format) {
        if (format == Endpoint.Format.ALTUR && !types.equals(Set.of(EventType.CALL_ENDED))) {
            throw fields.invalid("events", "must be only call.ended, or absent, if format is altur");
        }
        return types;
    }

    private static boolean isDisabled(Fields fields, boolean otherwise) {
        return fields.text("status", Lengths.MAX_SHORT_TEXT)
                .map(status -> {
                    if (!Set.of(ACTIVE, DISABLED).contains(status)) {
                        throw fields.invalid("status", "must be " + ACTIVE + " or " + DISABLED);
                    }
                    return status.equals(DISABLED);
                })
                .orElse(otherwise);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The endpoint as JSON, without its secrets. */
    private ObjectNode json(Endpoint endpoint) {
        Instant until = endpoint.secrets().previousUntil();
        boolean rolling = endpoint.secrets().valid(clock.instant()).size() > 1;
        ObjectNode json = ApiJson.object().put("id", endpoint.id().value()).put("url", endpoint.url());
        json.set(
                "events",
                ApiJson.texts(
                        endpoint.events().stream().sorted().map(EventType::wire).toList()));
        return json.put("format", endpoint.format().wire())
                .put("status", endpoint.disabled() ? DISABLED : ACTIVE)
                .put("failing_since", text(endpoint.health().failingSince()))
                .put("previous_secret_until", rolling ? text(until) : null)
                .put("created_at", endpoint.createdAt().toString());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
