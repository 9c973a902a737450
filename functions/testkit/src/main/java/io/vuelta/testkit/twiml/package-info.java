/** Twilio's language for what happens in a call, as far as we use it. */
@NullMarked
package io.vuelta.testkit.twiml;

import org.jspecify.annotations.NullMarked;
