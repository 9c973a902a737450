package io.vuelta.handlers.api.http;

import io.vuelta.domain.event.Deliveries;
import io.vuelta.domain.event.DeliveryLog;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.event.UndeliveredEvents;

/** Ports for the customer's endpoints. */
public record EndpointPorts(
        Endpoints endpoints,
        EventReceiver receiver,
        UndeliveredEvents undelivered,
        DeliveryLog log,
        Deliveries deliveries) {}
