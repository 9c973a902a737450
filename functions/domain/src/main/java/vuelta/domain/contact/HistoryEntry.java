package vuelta.domain.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision about a contact, and why.
 *
 * @param what as a code: the contact's reason from then on
 * @param attempt number of the attempt that it is about; 0 for none
 * @param until when it holds until, or is to be followed by something; null where that is not known
 */
public record HistoryEntry(
        Instant at, String what, int attempt, @Nullable Instant until) {}
