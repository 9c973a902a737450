/** A minimal complete agent for calls that Twilio connects with its WebSocket. */
@NullMarked
package io.vuelta.providers.voice;

import org.jspecify.annotations.NullMarked;
