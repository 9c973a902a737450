package io.vuelta.providers.platform;

import java.time.Duration;

/** What a platform does once a machine has answered, by the request for the call. */
public sealed interface OnVoicemail {
    /** So long after the answer it is found out that a machine has answered. */
    Duration FOUND_OUT = Duration.ofSeconds(3);

    /** From the answer to the beep. */
    Duration GREETING = Duration.ofSeconds(6);

    /** Of each character that is said. */
    Duration SAID = Duration.ofMillis(60);

    /** The agent talks to the machine. */
    record Talk() implements OnVoicemail {}

    /** The call is ended. */
    record HangUp() implements OnVoicemail {}

    /** A text is said after the beep; then the call is ended. */
    record Say(String text) implements OnVoicemail {}

    /**
     * From the answer to the end.
     *
     * @param otherwise how long the agent would talk
     */
    default Duration lasts(Duration otherwise) {
        return switch (this) {
            case Talk talk -> otherwise;
            case HangUp hangUp -> FOUND_OUT;
            case Say say -> GREETING.plus(SAID.multipliedBy(say.text().length()));
        };
    }
}
