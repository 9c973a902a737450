package io.vuelta.providers.twilio;

import java.time.Duration;

/** The result of a request for a call. */
sealed interface Placement {

    /**
     * The call is placed.
     *
     * @param call the call as the answer shows it: queued
     * @param queued how long it waits before it is dialled
     */
    record Placed(SimulatedCall call, Duration queued) implements Placement {}

    /** The call is placed, and the connection is cut instead of an answer. */
    record PlacedWithoutAnswer() implements Placement {}

    /** The request is refused, and no call is placed. */
    record Refused(TwilioError error) implements Placement {}
}
