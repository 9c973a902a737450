package io.vuelta.handlers.api;

import io.vuelta.domain.event.Deliveries;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.EventReceiver;
import io.vuelta.domain.event.UndeliveredEvents;

/** What is behind the customer's endpoints. */
record EndpointPorts(
        Endpoints endpoints, EventReceiver receiver, UndeliveredEvents undelivered, Deliveries deliveries) {}
