package io.vuelta.providers.platform;

import java.time.Duration;

/** A platform's reaction when a machine has answered: the request for the call determines it. */
public sealed interface OnVoicemail {
    /** Time from the answer until the platform detects a machine. */
    Duration FOUND_OUT = Duration.ofSeconds(3);

    /** Time from the answer to the beep. */
    Duration GREETING = Duration.ofSeconds(6);

    /** Time to speak one character. */
    Duration SAID = Duration.ofMillis(60);

    /** The agent talks to the machine. */
    record Talk() implements OnVoicemail {}

    /** The call is ended. */
    record HangUp() implements OnVoicemail {}

    /** A text is spoken after the beep; then the call is ended. */
    record Say(String text) implements OnVoicemail {}

    /**
     * Time from the answer to the end.
     *
     * @param otherwise how long the agent would talk
     */
    default Duration lasts(Duration otherwise) {
        return switch (this) {
            case Talk _ -> otherwise;
            case HangUp _ -> FOUND_OUT;
            case Say say -> GREETING.plus(SAID.multipliedBy(say.text().length()));
        };
    }
}
