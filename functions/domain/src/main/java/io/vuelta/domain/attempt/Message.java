package io.vuelta.domain.attempt;

import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.price.MessageCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param template the template that was sent, by its name at the provider
 * @param category the category by which the provider charges it; null if unknown
 * @param user the person's WhatsApp user id; null until a report that the message has reached them names it
 * @param settled whether the provider's acceptance or refusal has been written to the contact; later events are still
 *     written
 * @param eventTimes the message's events, and when each first happened
 * @param version raised by every write; 0 before the first
 */
public record Message(
        AttemptStart start,
        String template,
        @Nullable MessageCategory category,
        MessageState state,
        @Nullable UserId user,
        boolean settled,
        SortedMap<String, Instant> eventTimes,
        long version)
        implements Attempt {
    /**
     * A message without any event for this time has failed. WhatsApp sends the first event of a message immediately.
     */
    public static final Duration MAX_TIME_WITHOUT_EVENT = Duration.ofHours(1);

    public Message {
        eventTimes = EventTimes.copy(eventTimes);
    }

    /** A message to a person whose user id is not known. */
    public Message(
            AttemptStart start,
            String template,
            @Nullable MessageCategory category,
            MessageState state,
            boolean settled,
            SortedMap<String, Instant> eventTimes,
            long version) {
        this(start, template, category, state, null, settled, eventTimes, version);
    }

    public static Message created(
            AttemptId id,
            LineId line,
            PhoneNumber to,
            String contactName,
            String template,
            @Nullable MessageCategory category,
            String begunBy,
            Place place,
            Instant now) {
        AttemptStart start = new AttemptStart(id, line, to, contactName, begunBy, place, now);
        return new Message(start, template, category, MessageState.CREATED, false, EventTimes.NOTHING, 0);
    }

    public MessageStatus status() {
        return state.status();
    }

    /** Whether the person has answered it, with any text. */
    public boolean isAnswered() {
        return status() == MessageStatus.ACCEPTED
                || status() == MessageStatus.REJECTED
                || eventTimes.containsKey(MessageEvent.REPLIED);
    }

    @Override
    public boolean notPlaced() {
        return state.notPlaced();
    }

    @Override
    public boolean mayBePlaced() {
        return status() != MessageStatus.CREATED;
    }

    /** False while statuses and replies may still arrive. */
    @Override
    public boolean isOver() {
        return status().compareTo(MessageStatus.SENT) >= 0;
    }

    @Override
    public Optional<Outcome> outcome() {
        return state.outcome();
    }

    @Override
    public Message asSettled() {
        return new Message(start, template, category, state, user, true, eventTimes, version);
    }

    @Override
    public Message withEvent(String what, Instant at) {
        return withEventTimes(EventTimes.with(eventTimes, what, at));
    }

    /** The message without this event. */
    Message withoutEvent(String what) {
        return withEventTimes(EventTimes.without(eventTimes, what));
    }

    private Message withEventTimes(SortedMap<String, Instant> all) {
        return new Message(start, template, category, state, user, settled, all, version);
    }

    @Override
    public Message inVersion(long written) {
        return new Message(start, template, category, state, user, settled, eventTimes, written);
    }

    @Override
    public Message erased() {
        return new Message(start.erased(), template, category, state.erased(), null, settled, eventTimes, version);
    }

    /** The same message with this user id of the person. */
    public Message withUser(UserId person) {
        return new Message(start, template, category, state, person, settled, eventTimes, version);
    }

    Message with(MessageState next) {
        return new Message(start, template, category, next, user, settled, eventTimes, version);
    }
}
