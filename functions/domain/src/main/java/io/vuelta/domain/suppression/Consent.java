package io.vuelta.domain.suppression;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's wish about being contacted, without reference to one of our messages. */
public sealed interface Consent {
    PhoneNumber number();

    /** When the person expressed it. */
    Instant at();

    /**
     * A stop word.
     *
     * @param word the recognised stop word, e.g. {@code STOP}
     */
    record StopWord(PhoneNumber number, String word, Instant at) implements Consent {}

    /**
     * An opt-out in a conversation with an agent, by voice or in writing, which the agent's runtime reports.
     *
     * @param channel the channel on which the person does not want to be contacted; null: every channel
     * @param reason a text of the runtime; null if it gives none
     */
    record Spoken(
            PhoneNumber number,
            @Nullable Channel channel,
            @Nullable String reason,
            Instant at) implements Consent {}

    /** The person selected "stop" in WhatsApp's own menu. */
    record MenuStop(PhoneNumber number, Instant at) implements Consent {}

    /** The person selected "resume" in WhatsApp's own menu. */
    record MenuResume(PhoneNumber number, Instant at) implements Consent {}
}
