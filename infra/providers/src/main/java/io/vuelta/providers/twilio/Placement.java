package io.vuelta.providers.twilio;

import java.time.Duration;

/** The result of a request for a call. */
sealed interface Placement {

    /**
     * The call is placed.
     *
     * @param call as it is told to whoever asked: queued
     * @param queued how long it waits before it is dialled
     */
    record Placed(SimulatedCall call, Duration queued) implements Placement {}

    /** The call is placed, but whoever asked is not to hear of it: the connection is cut. */
    record PlacedUnheard() implements Placement {}

    /** Nothing is placed. */
    record Refused(TwilioError error) implements Placement {}
}
