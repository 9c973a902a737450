package io.vuelta.domain.attempt;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param detects whether answering machine detection was requested from the provider
 * @param settled whether its outcome has been written to its contact
 * @param recordingUrl the address of the provider's recording; null if the provider reported none
 * @param eventTimes the call's events, and when each first happened
 * @param version raised by every write; 0 before the first
 */
public record Call(
        AttemptStart start,
        boolean detects,
        CallState state,
        boolean settled,
        @Nullable String recordingUrl,
        SortedMap<String, Instant> eventTimes,
        long version)
        implements Attempt {
    /** The error of a call that was cancelled at its provider before anybody answered: no call was made. */
    public static final String CANCELED = TimelineCode.CANCELED.name();

    /** The maximum time from the first failed look-up of a call without a result until the call counts as failed. */
    public static final Duration MAX_TIME_WITHOUT_LOOK_UP = Duration.ofHours(24);

    public static Call created(
            AttemptId id,
            LineId line,
            PhoneNumber to,
            String contactName,
            boolean detects,
            String begunBy,
            Place place,
            Instant now) {
        AttemptStart start = new AttemptStart(id, line, to, contactName, begunBy, place, now);
        return new Call(start, detects, CallState.CREATED, false, null, EventTimes.NOTHING, 0);
    }

    public Call {
        eventTimes = EventTimes.copy(eventTimes);
    }

    public CallStatus status() {
        return state.status();
    }

    @Override
    public boolean notPlaced() {
        return state.notPlacedUntil() != null;
    }

    @Override
    public boolean mayBePlaced() {
        return status() != CallStatus.CREATED;
    }

    @Override
    public boolean isOver() {
        return status().isOver();
    }

    /** Whether a machine has answered, the call is still in progress, and its agent does not talk to machines. */
    public boolean isUnwantedBy(Campaign campaign) {
        return state.answeredBy() == AnsweredBy.MACHINE
                && !isOver()
                && campaign.settings().opening().refusesMachines();
    }

    /** Whether a message was left with the machine, or was about to be. */
    public boolean hasLeftMessage() {
        return eventTimes.containsKey(CallEvent.MESSAGE_LEFT);
    }

    /** Empty while the call is under way, or while it is unknown who answered a call that has ended. */
    @Override
    public Optional<Outcome> outcome() {
        return state.outcome();
    }

    @Override
    public Call asSettled() {
        return with(start, state, true, recordingUrl, eventTimes, version);
    }

    Call with(CallState next) {
        return with(start, next, settled, recordingUrl, eventTimes, version);
    }

    @Override
    public Call withEvent(String what, Instant at) {
        return with(start, state, settled, recordingUrl, EventTimes.with(eventTimes, what, at), version);
    }

    Call recordedAt(String url) {
        return with(start, state, settled, url, eventTimes, version);
    }

    @Override
    public Call inVersion(long written) {
        return with(start, state, settled, recordingUrl, eventTimes, written);
    }

    @Override
    public Call erased() {
        return with(start.erased(), state.known(null, state.answeredBy()), settled, null, eventTimes, version);
    }

    /** Its arguments have different types, so the compiler finds a wrong order. */
    private Call with(
            AttemptStart start,
            CallState state,
            boolean settled,
            @Nullable String recordingUrl,
            SortedMap<String, Instant> eventTimes,
            long version) {
        return new Call(start, detects, state, settled, recordingUrl, eventTimes, version);
    }
}
