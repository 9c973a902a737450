/** What happens, told to the customer's own systems: events, the endpoints that want them, and their delivery. */
@NullMarked
package io.vuelta.domain.event;

import org.jspecify.annotations.NullMarked;
