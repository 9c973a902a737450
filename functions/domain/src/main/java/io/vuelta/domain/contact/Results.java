package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.reason.TimelineCode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The combined results of a contact's conversations. Their texts and extracted values are stored with each attempt.
 *
 * @param tags tags of the agent, in alphabetical order
 * @param converted whether the contact converted in one of them
 * @param reported whether any conversation was reported
 * @param optedOut whether the person opted out of the campaign's channel in one of them
 */
public record Results(List<String> tags, boolean converted, boolean reported, boolean optedOut) {
    public static final Results NONE = new Results(List.of(), false, false, false);

    public Results {
        tags = List.copyOf(tags);
    }

    /**
     * The final status of a contact by the results of its conversations, which does not depend on the
     * outcome of its attempts.
     *
     * @param reason the reason, as a code
     */
    public record Ending(ContactStatus status, String reason) {
        static final Ending CONVERTED = new Ending(ContactStatus.CONVERTED, TimelineCode.CONVERTED.name());
        static final Ending OPTED_OUT = new Ending(ContactStatus.REJECTED, TimelineCode.OPTED_OUT.name());
    }

    /** The ending that the results determine, if any: a conversion takes precedence over an opt-out. */
    public Optional<Ending> ending() {
        if (converted) {
            return Optional.of(Ending.CONVERTED);
        }
        return optedOut ? Optional.of(Ending.OPTED_OUT) : Optional.empty();
    }

    /** These results with those of one more conversation, in which an opt-out concerns the campaign's channel. */
    public Results with(Result result) {
        TreeSet<String> all = new TreeSet<>(tags);
        all.addAll(result.tags());
        return new Results(
                List.copyOf(all), converted || result.converted(), true, optedOut || result.optOut() != null);
    }

    /** The results with more tags. */
    Results tagged(List<String> more) {
        TreeSet<String> all = new TreeSet<>(tags);
        all.addAll(more);
        return new Results(List.copyOf(all), converted, reported, optedOut);
    }
}
