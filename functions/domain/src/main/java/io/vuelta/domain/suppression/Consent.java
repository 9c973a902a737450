package io.vuelta.domain.suppression;

import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;

/** What a person has said about messages from us, without naming one of our messages. */
public sealed interface Consent {
    PhoneNumber number();

    /** When it was said. */
    Instant at();

    /**
     * A word that means no more messages.
     *
     * @param word as it was understood, e.g. {@code STOP}
     */
    record StopWord(PhoneNumber number, String word, Instant at) implements Consent {}

    /** "Stop" in WhatsApp's own menu. */
    record MenuStop(PhoneNumber number, Instant at) implements Consent {}

    /** "Resume" there. */
    record MenuResume(PhoneNumber number, Instant at) implements Consent {}
}
