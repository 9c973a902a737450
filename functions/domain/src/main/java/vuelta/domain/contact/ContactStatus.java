package vuelta.domain.contact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a contact stands; {@link #wire} is its name in the API and in exports. */
public enum ContactStatus {
    /** To be tried, or to be tried again after a technical failure. */
    QUEUE,
    /** Claimed for an attempt that is about to begin or under way. */
    SENDING,
    /** To be tried again after voicemail, busy or no answer. */
    RETRYING,
    FAILED,
    VOICEMAIL,
    ANSWERED,
    CONVERTED,
    /** Taken out by hand. */
    SKIPPED,
    /** On a do-not-contact list. */
    SUPPRESSED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContactStatus> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst();
    }

    /** An attempt is still to begin. */
    public boolean waits() {
        return this == QUEUE || this == RETRYING;
    }
}
