/** Calls through Twilio. */
@NullMarked
package io.vuelta.adapters.provider.twilio;

import org.jspecify.annotations.NullMarked;
