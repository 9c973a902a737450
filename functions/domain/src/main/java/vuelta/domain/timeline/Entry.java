package vuelta.domain.timeline;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a contact's timeline.
 *
 * @param what as a code
 * @param attempt number of the attempt that it is about; 0 for none
 * @param until when it holds until, or is to be followed by something; null where that is not known
 */
public record Entry(
        Instant at,
        Kind kind,
        String what,
        int attempt,
        @Nullable Instant until) {
    /** What it tells. */
    public enum Kind {
        /** What was decided about the contact. */
        DECISION,
        /** What the provider told of an attempt. */
        EVENT,
        /** Why nothing happens at this moment. */
        NOT_TRIED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
