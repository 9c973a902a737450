package vuelta.local.twilio;

/** What came of a request for a call. */
sealed interface Placement {

    /**
     * The call is placed.
     *
     * @param call as it is told to whoever asked: queued
     */
    record Placed(Call call) implements Placement {}

    /** The call is placed, but whoever asked is not to hear of it: the connection is cut. */
    record PlacedUnheard() implements Placement {}

    /** Nothing is placed. */
    record Refused(TwilioError error) implements Placement {}
}
