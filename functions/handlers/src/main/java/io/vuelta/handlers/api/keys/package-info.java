/** The customer's keys, to which events are told. */
@NullMarked
package io.vuelta.handlers.api.keys;

import org.jspecify.annotations.NullMarked;
