package io.vuelta.domain.timeline;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import java.util.List;

/**
 * The sentences of one language. A sentence begins with a small letter, except for names, and has no full stop at its
 * end: {@link Sentences} adds the capital and the full stop. {@code {name}} stands for a fact of the entry; text in
 * square brackets is omitted if one of its facts is unknown.
 */
interface Wording {
    String of(TimelineCode code);

    /** The words for a contact's status. */
    String of(ContactStatus status);

    /** The name of a channel. */
    String of(Channel channel);

    /** The twelve abbreviations of the months, from January. */
    List<String> months();

    /** The positions of the {@code day}, {@code month}, {@code year} and {@code time} of an instant. */
    String instant();

    /** The words before the reason why a planned attempt did not begin. */
    String notBegun();

    /** The words before the reason why a contact is not tried now. */
    String notTried(Channel channel);

    /** The words after a decision that another attempt follows. */
    String nextTry();
}
