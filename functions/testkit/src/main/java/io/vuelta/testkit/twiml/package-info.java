/** The part of TwiML, Twilio's language for calls, that we use. */
@NullMarked
package io.vuelta.testkit.twiml;

import org.jspecify.annotations.NullMarked;
