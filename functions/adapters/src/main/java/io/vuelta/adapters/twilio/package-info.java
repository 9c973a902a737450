/** Calls through Twilio. */
@NullMarked
package io.vuelta.adapters.twilio;

import org.jspecify.annotations.NullMarked;
