/** Calls through Twilio. */
@NullMarked
package vuelta.adapters.twilio;

import org.jspecify.annotations.NullMarked;
