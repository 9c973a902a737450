/** An agent that talks in calls which Twilio connects with its WebSocket: the smallest that does all an agent has to do. */
@NullMarked
package io.vuelta.providers.voice;

import org.jspecify.annotations.NullMarked;
