package io.vuelta.domain.suppression;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's wish about being contacted, without reference to one of our messages. */
public sealed interface Consent {
    PhoneNumber number();

    /** When it was said. */
    Instant at();

    /**
     * A stop word.
     *
     * @param word as it was understood, e.g. {@code STOP}
     */
    record StopWord(PhoneNumber number, String word, Instant at) implements Consent {}

    /**
     * Said in a conversation with an agent, by voice or in writing, as its runtime tells.
     *
     * @param channel on which they want to be contacted no more; null: on every channel
     * @param reason in the runtime's words; null if it gives none
     */
    record Spoken(
            PhoneNumber number,
            @Nullable Channel channel,
            @Nullable String reason,
            Instant at) implements Consent {}

    /** "Stop" in WhatsApp's own menu. */
    record MenuStop(PhoneNumber number, Instant at) implements Consent {}

    /** "Resume" there. */
    record MenuResume(PhoneNumber number, Instant at) implements Consent {}
}
