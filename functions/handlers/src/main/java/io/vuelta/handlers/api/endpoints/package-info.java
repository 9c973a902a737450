/** The customer's endpoints, to which events are sent. */
@NullMarked
package io.vuelta.handlers.api.endpoints;

import org.jspecify.annotations.NullMarked;
