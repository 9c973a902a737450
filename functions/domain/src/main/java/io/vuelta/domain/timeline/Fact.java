package io.vuelta.domain.timeline;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;

/** A value in a sentence of the timeline. */
public sealed interface Fact {
    /** A text, shown unchanged. */
    record Text(String text) implements Fact {}

    /** A count, or a number. */
    record Count(long value) implements Fact {}

    record At(Instant instant) implements Fact {}

    /** A duration, shown in seconds. */
    record Length(Duration duration) implements Fact {}

    record InStatus(ContactStatus status) implements Fact {}

    record OnChannel(Channel channel) implements Fact {}

    /**
     * A code, shown as its own sentence.
     *
     * @param what the stored text, see {@link TimelineCode#of(String)}
     */
    record Cause(String what) implements Fact {}
}
