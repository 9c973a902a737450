package io.vuelta.domain.attempt;

import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.attempt.AttemptRules.Why;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effect of an event on a call. */
final class CallRules {
    private CallRules() {}

    static Step apply(Call attempt, CallEvent event) {
        return switch (event) {
            case CallEvent.Accepted accepted -> accepted(attempt, accepted);
            case CallEvent.NotPlaced notPlaced ->
                beforePlacing(attempt, notPlaced.reason(), notPlaced.until(), notPlaced.at());
            case CallEvent.Rejected rejected -> beforePlacing(attempt, rejected.reason(), null, rejected.at());
            case CallEvent.AnswerLost lost ->
                attempt.status() == CallStatus.CREATED
                        ? new Step.MoveTo(status(attempt, CallStatus.UNKNOWN, lost.reason()))
                        : new Step.Ignore(Why.TOO_LATE);
            case CallEvent.Reported reported -> reported(attempt, reported);
            case CallEvent.Recorded recorded -> recorded(attempt, recorded);
            case CallEvent.Detected detected -> detected(attempt, detected.providerId(), detected.answeredBy());
            case CallEvent.Undetected _ -> undetected(attempt);
            case CallEvent.NotKnown notKnown ->
                attempt.state().providerId() == null
                        ? beforePlacing(attempt, TimelineCode.NOT_KNOWN_TO_PROVIDER.name(), null, notKnown.at())
                        : new Step.Ignore(Why.NOTHING_NEW);
            case CallEvent.NotLookedUp notLookedUp ->
                attempt.outcome().isEmpty() && !attempt.eventTimes().containsKey(notLookedUp.what())
                        ? new Step.MoveTo(attempt)
                        : new Step.Ignore(Why.NOTHING_NEW);
            case CallEvent.NeverLookedUp neverLookedUp -> neverLookedUp(attempt, neverLookedUp);
            case CallEvent.MessageLeft _ ->
                attempt.hasLeftMessage() ? new Step.Ignore(Why.NOTHING_NEW) : new Step.MoveTo(attempt);
        };
    }

    private static Step undetected(Call attempt) {
        return attempt.status() == CallStatus.ENDED && attempt.state().answeredBy() == null
                ? changed(attempt, facts(attempt, attempt.state().providerId(), AnsweredBy.UNKNOWN))
                : new Step.Ignore(Why.NOTHING_NEW);
    }

    /** An ended call was answered by an unknown answerer. It is unknown how any other call without a result ended. */
    private static Step neverLookedUp(Call attempt, CallEvent.NeverLookedUp event) {
        if (attempt.isOver()) {
            return undetected(attempt);
        }
        CallState state = attempt.state();
        return new Step.MoveTo(attempt.with(new CallState(
                CallStatus.FAILED,
                state.providerId(),
                state.answeredBy(),
                state.startedAt(),
                event.at(),
                Duration.ZERO,
                event.what(),
                null)));
    }

    private static Step accepted(Call attempt, CallEvent.Accepted accepted) {
        if (speaksOfAnother(attempt, accepted.providerId())) {
            return new Step.Ignore(Why.ANOTHER);
        }
        CallStatus status = attempt.status().mayBecome(CallStatus.QUEUED) ? CallStatus.QUEUED : attempt.status();
        Call known = facts(attempt, accepted.providerId(), null);
        return changed(attempt, status(known, status, known.state().error()));
    }

    /** An attempt without any event of the provider ends here; an attempt with such an event was placed. */
    private static Step beforePlacing(Call attempt, String reason, @Nullable Instant notPlacedUntil, Instant at) {
        boolean open = attempt.state().providerId() == null
                && (attempt.status() == CallStatus.CREATED || attempt.status() == CallStatus.UNKNOWN);
        return open
                ? new Step.MoveTo(attempt.with(CallState.CREATED.copy(copy -> {
                    copy.status = CallStatus.FAILED;
                    copy.endedAt = at;
                    copy.error = reason;
                    copy.notPlacedUntil = notPlacedUntil;
                })))
                : new Step.Ignore(Why.TOO_LATE);
    }

    private static Step reported(Call attempt, CallEvent.Reported event) {
        if (speaksOfAnother(attempt, event.providerId())) {
            return new Step.Ignore(Why.ANOTHER);
        }
        Call known = recordedAt(facts(attempt, event.providerId(), event.answeredBy()), event.recordingUrl());
        if (!attempt.status().mayBecome(event.status()) && !undoes(attempt, event)) {
            return changed(attempt, startOf(known, event));
        }
        return changed(attempt, event.status().isOver() ? over(known, event) : startOf(underWay(known, event), event));
    }

    /** An answered call whose conversation could not be started has failed, in either order of the two events. */
    private static boolean undoes(Call attempt, CallEvent.Reported event) {
        return attempt.status() == CallStatus.ENDED && event.status() == CallStatus.FAILED && event.error() != null;
    }

    /** The first reported address is kept, unless the agent's runtime names one in its result. */
    private static Call recordedAt(Call attempt, @Nullable String url) {
        return url == null || attempt.recordingUrl() != null ? attempt : attempt.recordedAt(url);
    }

    private static Call underWay(Call attempt, CallEvent.Reported event) {
        return status(attempt, event.status(), attempt.state().error());
    }

    /** The event of the answer may come after that of the end, or after a later one: the earliest instant is kept. */
    private static Call startOf(Call attempt, CallEvent.Reported event) {
        boolean answered = event.status() == CallStatus.IN_PROGRESS || event.status() == CallStatus.FORWARDING;
        if (!answered
                || (attempt.state().startedAt() != null
                        && !event.at().isBefore(attempt.state().startedAt()))) {
            return attempt;
        }
        return attempt.with(attempt.state().started(event.at()));
    }

    private static Call over(Call attempt, CallEvent.Reported event) {
        boolean answered = event.status() == CallStatus.ENDED;
        Duration duration = answered && event.duration() != null ? event.duration() : Duration.ZERO;
        // Without answering machine detection, no event reports who answered.
        AnsweredBy by = answered && !attempt.detects() && attempt.state().answeredBy() == null
                ? AnsweredBy.UNKNOWN
                : known(attempt.state().answeredBy(), event.status());
        return attempt.with(attempt.state().copy(copy -> {
            copy.status = event.status();
            copy.answeredBy = by;
            copy.endedAt = event.at();
            copy.duration = duration;
            copy.error = errorOf(event);
            copy.notPlacedUntil = isNoCall(event) ? event.at() : null;
        }));
    }

    /** No number was dialled: the call was cancelled, or its provider ended it before that. */
    private static boolean isNoCall(CallEvent.Reported event) {
        String error = event.status() == CallStatus.FAILED ? event.error() : null;
        return error != null
                && (error.equals(Call.CANCELED) || CallError.of(error).isNoCall());
    }

    /** For a failed call the detection is ignored, because "unknown" may be reported for it or not. */
    private static @Nullable AnsweredBy known(@Nullable AnsweredBy by, CallStatus status) {
        return status == CallStatus.FAILED && by == AnsweredBy.UNKNOWN ? null : by;
    }

    private static @Nullable String errorOf(CallEvent.Reported event) {
        String error = event.error() == null && event.status() == CallStatus.FAILED
                ? TimelineCode.CALL_FAILED.name()
                : event.error();
        return event.status() == CallStatus.ENDED ? null : error;
    }

    private static Step recorded(Call attempt, CallEvent.Recorded event) {
        if (speaksOfAnother(attempt, event.providerId())) {
            return new Step.Ignore(Why.ANOTHER);
        }
        return changed(attempt, recordedAt(facts(attempt, event.providerId(), null), event.url()));
    }

    private static Step detected(Call attempt, String providerId, AnsweredBy answeredBy) {
        if (speaksOfAnother(attempt, providerId)) {
            return new Step.Ignore(Why.ANOTHER);
        }
        Call known = facts(attempt, providerId, answeredBy);
        // Only an answered call has an answerer.
        return changed(
                attempt,
                known.status().mayBecome(CallStatus.IN_PROGRESS)
                        ? status(known, CallStatus.IN_PROGRESS, known.state().error())
                        : known);
    }

    /** Adds facts that are stored whenever they arrive. The first detection result is kept. */
    private static Call facts(Call attempt, @Nullable String providerId, @Nullable AnsweredBy answeredBy) {
        AnsweredBy by = attempt.state().answeredBy() == null
                ? known(answeredBy, attempt.status())
                : attempt.state().answeredBy();
        CallStatus status = providerId != null && attempt.status().mayBecome(CallStatus.QUEUED)
                ? CallStatus.QUEUED
                : attempt.status();
        String error = status == attempt.status() ? attempt.state().error() : null;
        return attempt.with(attempt.state()
                .moved(status, error)
                .known(
                        attempt.state().providerId() == null
                                ? providerId
                                : attempt.state().providerId(),
                        by));
    }

    private static Call status(Call attempt, CallStatus status, @Nullable String error) {
        return attempt.with(attempt.state().moved(status, error));
    }

    private static boolean speaksOfAnother(Call attempt, String providerId) {
        return attempt.state().providerId() != null
                && !Objects.equals(attempt.state().providerId(), providerId);
    }

    private static Step changed(Call before, Call after) {
        return after.equals(before) ? new Step.Ignore(Why.NOTHING_NEW) : new Step.MoveTo(after);
    }
}
