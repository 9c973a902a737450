package io.vuelta.providers.twilio;

import java.time.Instant;
import java.util.Set;

/**
 * One planned moment in a call.
 *
 * @param at the time of the step by the real clock, in milliseconds
 */
record Step(Kind kind, Instant at) {

    enum Kind {
        INITIATED("initiated"),
        RINGING("ringing"),
        ANSWERED("answered"),
        /** The machine detection has a result; it has a callback of its own. */
        DETECTED("amd"),
        /** Every end, with or without an answer, is Twilio's event "completed". */
        ENDED("completed");

        /** The values of StatusCallbackEvent. */
        static final Set<String> STATUS_EVENTS = Set.of("initiated", "ringing", "answered", "completed");

        private final String event;

        Kind(String event) {
            this.event = event;
        }

        String event() {
            return event;
        }
    }
}
