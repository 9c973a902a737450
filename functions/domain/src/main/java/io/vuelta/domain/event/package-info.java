/** Events for the customer's own systems, the endpoints that subscribe to them, and their delivery. */
@NullMarked
package io.vuelta.domain.event;

import org.jspecify.annotations.NullMarked;
