package io.vuelta.domain.attempt;

import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.attempt.AttemptRules.Why;
import io.vuelta.domain.attempt.ProviderTrouble.Refusal;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effect of an event on a message. */
final class MessageRules {
    private MessageRules() {}

    static Step apply(Message message, MessageEvent event) {
        return switch (event) {
            case MessageEvent.Taken taken -> taken(message, taken);
            case MessageEvent.Reported reported -> reported(message, reported);
            case MessageEvent.Stopped stopped ->
                reached(message, stopped.providerId(), MessageStatus.REJECTED, stopped.at());
            case MessageEvent.NotSent notSent ->
                message.status() == MessageStatus.CREATED
                        ? failed(message, notSent.reason(), null, notSent.until())
                        : new Step.Ignore(Why.TOO_LATE);
            case MessageEvent.AnswerLost lost ->
                message.status() == MessageStatus.CREATED
                        ? new Step.MoveTo(unknown(message, lost.reason()))
                        : new Step.Ignore(Why.TOO_LATE);
            case MessageEvent.Refused refused -> refused(message, refused);
            case MessageEvent.NeverReported _ ->
                message.status() == MessageStatus.CREATED || message.status() == MessageStatus.UNKNOWN
                        ? failed(message, TimelineCode.NEVER_HEARD_OF.name(), null, null)
                        : new Step.Ignore(Why.TOO_LATE);
        };
    }

    /**
     * Applies a refusal. If there are two with different codes, the opt-out is kept, or otherwise the code that sorts
     * first, so the order of the events does not matter.
     */
    private static Step refused(Message message, MessageEvent.Refused refused) {
        boolean another = message.status() == MessageStatus.FAILED
                && message.state().fault() != null
                && message.state().error() != null
                && (isOptOut(refused.fault()) == isOptOut(message.state().fault())
                        ? refused.reason().compareTo(message.state().error()) < 0
                        : isOptOut(refused.fault()));
        boolean withoutFault =
                message.status() == MessageStatus.FAILED && message.state().fault() == null && !message.notPlaced();
        return another || withoutFault || message.status().mayBecome(MessageStatus.FAILED)
                ? failed(message, refused.reason(), refused.fault(), null)
                : new Step.Ignore(Why.TOO_LATE);
    }

    private static boolean isOptOut(@Nullable Refusal fault) {
        return fault instanceof ProviderTrouble.OptedOut;
    }

    private static Step failed(
            Message message, String reason, @Nullable Refusal fault, @Nullable Instant notSentUntil) {
        return new Step.MoveTo(message.with(message.state().failed(reason, fault, notSentUntil)));
    }

    private static Message unknown(Message message, String reason) {
        return message.with(MessageState.CREATED.copy(copy -> {
            copy.status = MessageStatus.UNKNOWN;
            copy.providerId = message.state().providerId();
            copy.error = reason;
        }));
    }

    /**
     * The provider's answer and its later report {@code SENT} have the same meaning. In any order, the instant of the
     * answer is stored. A report after the answer is not written, which saves one write for each message.
     */
    private static Step taken(Message message, MessageEvent.Taken taken) {
        boolean answered = message.eventTimes().containsKey(taken.what());
        Message next =
                answered ? message : message.with(message.state().unsent()).withoutEvent(MessageStatus.SENT.name());
        return reached(next, taken.providerId(), MessageStatus.SENT, taken.at());
    }

    private static Step reported(Message message, MessageEvent.Reported reported) {
        boolean known = reported.status() == MessageStatus.SENT
                && message.eventTimes().containsKey(MessageEvent.TAKEN)
                && Objects.equals(message.state().providerId(), reported.providerId());
        return known
                ? new Step.Ignore(Why.KNOWN)
                : reached(message, reported.providerId(), reported.status(), reported.at());
    }

    private static Step reached(Message message, String providerId, MessageStatus status, Instant at) {
        if (message.state().providerId() != null
                && !Objects.equals(message.state().providerId(), providerId)) {
            return new Step.Ignore(Why.ANOTHER);
        }
        Message next = message.with(message.state().copy(copy -> {
            copy.providerId = providerId;
            copy.sentAt = earliest(copy.sentAt, at, status == MessageStatus.SENT);
            copy.deliveredAt = earliest(copy.deliveredAt, at, status == MessageStatus.DELIVERED);
            copy.readAt = earliest(copy.readAt, at, status == MessageStatus.READ);
            if (message.status().mayBecome(status)) {
                // The message was sent after all: an earlier error is deleted.
                copy.status = status;
                copy.error = null;
                copy.fault = null;
                copy.notSentUntil = null;
            }
        }));
        return next.equals(message) ? new Step.Ignore(Why.NOTHING_NEW) : new Step.MoveTo(next);
    }

    private static @Nullable Instant earliest(@Nullable Instant known, Instant at, boolean concerns) {
        if (!concerns) {
            return known;
        }
        return known == null || at.isBefore(known) ? at : known;
    }
}
