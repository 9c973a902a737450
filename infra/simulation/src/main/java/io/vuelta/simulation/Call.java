package io.vuelta.simulation;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call as the provider knows it.
 *
 * @param askedAt when the provider got the request for the call
 * @param by who answered; null if nobody did, or if the provider did not detect it
 */
record Call(
        AttemptId attempt,
        Instant askedAt,
        CallStatus end,
        @Nullable AnsweredBy by,
        Instant answeredAt,
        Instant endedAt) {
    /** The same call, ended at this moment; durations are reported in milliseconds. */
    Call hungUp(Instant now) {
        Instant from = now.isBefore(answeredAt) ? askedAt : answeredAt;
        Instant at = from.plusMillis(Duration.between(from, now).toMillis());
        boolean inConversation = end == CallStatus.ENDED && !at.isBefore(answeredAt);
        boolean detected = inConversation && !at.isBefore(detectedAt());
        return new Call(
                attempt,
                askedAt,
                inConversation ? CallStatus.ENDED : CallStatus.FAILED,
                detected ? by : null,
                inConversation ? answeredAt : at,
                at);
    }

    private Instant detectedAt() {
        return answeredAt.plusMillis(900);
    }

    String id() {
        return "CA-" + attempt;
    }

    boolean isLive(Instant now) {
        return now.isBefore(endedAt);
    }

    Duration duration() {
        return end == CallStatus.ENDED ? Duration.between(answeredAt, endedAt) : Duration.ZERO;
    }

    /** Who answered, as the system must have recorded it. */
    @Nullable
    AnsweredBy answerer() {
        return by == null && end == CallStatus.ENDED ? AnsweredBy.UNKNOWN : by;
    }

    /** Whether a person answered; the contact is then not tried again. */
    boolean isAnswered() {
        return end == CallStatus.ENDED && by != AnsweredBy.MACHINE;
    }

    /** Whether a retry follows this call while retries are left. */
    boolean isUnreached() {
        return end != CallStatus.FAILED && !isAnswered();
    }

    CallEvent over(@Nullable AnsweredBy answerer) {
        return new CallEvent.Reported(id(), end, end == CallStatus.ENDED ? duration() : null, answerer, endedAt);
    }

    /** The status of the call that its provider reports at {@code now}. */
    CallEvent currentStatus(Instant now) {
        if (!isLive(now)) {
            return over(by);
        }
        boolean inConversation = end == CallStatus.ENDED && !now.isBefore(answeredAt);
        return new CallEvent.Reported(
                id(),
                inConversation ? CallStatus.IN_PROGRESS : CallStatus.RINGING,
                null,
                null,
                inConversation ? answeredAt : askedAt);
    }

    /** All reports of the provider, each at its instant. */
    List<CallEvent> events() {
        List<CallEvent> events = new ArrayList<>();
        events.add(new CallEvent.Reported(id(), CallStatus.QUEUED, null, null, askedAt));
        events.add(new CallEvent.Reported(id(), CallStatus.RINGING, null, null, askedAt.plusMillis(500)));
        if (end == CallStatus.ENDED) {
            events.add(new CallEvent.Reported(id(), CallStatus.IN_PROGRESS, null, null, answeredAt));
            if (by != null) {
                events.add(new CallEvent.Detected(id(), by, detectedAt()));
            }
        }
        events.add(over(null));
        return events;
    }
}
