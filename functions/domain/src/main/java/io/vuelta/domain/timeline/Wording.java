package io.vuelta.domain.timeline;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import java.util.List;

/**
 * The sentences of one language. A sentence begins with a small letter, unless with a name, and has no full stop at its end:
 * {@link Sentences} puts both. {@code {name}} stands for a fact of the entry; what stands in square brackets is left out if one
 * of its facts is not known.
 */
interface Wording {
    String of(TimelineCode code);

    /** Says in which status a contact is. */
    String of(ContactStatus status);

    /** Names a channel. */
    String of(Channel channel);

    /** Twelve abbreviations, of January first. */
    List<String> months();

    /** The positions of the {@code day}, {@code month}, {@code year} and {@code time} of an instant. */
    String instant();

    /** Before why a planned attempt did not begin. */
    String notBegun();

    /** Before why a contact is not tried now. */
    String notTried(Channel channel);

    /** After a decision that another attempt follows. */
    String nextTry();
}
