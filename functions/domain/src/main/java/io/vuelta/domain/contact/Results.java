package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Result;
import java.util.List;
import java.util.TreeSet;

/**
 * What a contact's conversations mean for its campaign. Their texts and extracted values are kept with each attempt.
 *
 * @param tags of the agent's, in alphabetical order
 * @param converted whether one of them did what the campaign is for
 * @param reported whether a conversation was reported at all
 */
public record Results(List<String> tags, boolean converted, boolean reported) {
    public static final Results NONE = new Results(List.of(), false, false);

    public Results {
        tags = List.copyOf(tags);
    }

    /** With those of one more conversation. */
    public Results with(Result result) {
        TreeSet<String> all = new TreeSet<>(tags);
        all.addAll(result.tags());
        return new Results(List.copyOf(all), converted || result.converted(), true);
    }

    /** With more tags. */
    Results tagged(List<String> more) {
        TreeSet<String> all = new TreeSet<>(tags);
        all.addAll(more);
        return new Results(List.copyOf(all), converted, reported);
    }
}
