package io.vuelta.domain.timeline;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import java.time.Duration;
import java.time.Instant;

/** Something that a sentence of the timeline names. */
public sealed interface Fact {
    /** Text, shown as it is. */
    record Text(String text) implements Fact {}

    /** A count, or a number. */
    record Count(long value) implements Fact {}

    record At(Instant instant) implements Fact {}

    /** Shown in seconds. */
    record Length(Duration duration) implements Fact {}

    record InStatus(ContactStatus status) implements Fact {}

    record OnChannel(Channel channel) implements Fact {}

    /**
     * A code, shown as its own sentence.
     *
     * @param what as it is stored, see {@link TimelineCode#of(String)}
     */
    record Cause(String what) implements Fact {}
}
