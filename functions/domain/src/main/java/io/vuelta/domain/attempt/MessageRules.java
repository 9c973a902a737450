package io.vuelta.domain.attempt;

import io.vuelta.domain.attempt.AttemptRules.Step;
import io.vuelta.domain.attempt.AttemptRules.Why;
import io.vuelta.domain.attempt.ProviderTrouble.Refusal;
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
            case MessageEvent.Unheard unheard ->
                message.status() == MessageStatus.CREATED || message.status() == MessageStatus.UNKNOWN
                        ? failed(message, "NEVER_HEARD_OF", null, null)
                        : new Step.Ignore(Why.TOO_LATE);
        };
    }

    /** A refusal in two words: the one whose code sorts first holds, so that their order does not matter. */
    private static Step refused(Message message, MessageEvent.Refused refused) {
        boolean another = message.status() == MessageStatus.FAILED
                && message.fault() != null
                && message.error() != null
                && refused.reason().compareTo(message.error()) < 0;
        boolean untold = message.status() == MessageStatus.FAILED && message.fault() == null && !message.notPlaced();
        return another || untold || message.status().mayBecome(MessageStatus.FAILED)
                ? failed(message, refused.reason(), refused.fault(), null)
                : new Step.Ignore(Why.TOO_LATE);
    }

    private static Step failed(
            Message message, String reason, @Nullable Refusal fault, @Nullable Instant notSentUntil) {
        return new Step.MoveTo(message.with(
                MessageStatus.FAILED,
                message.providerId(),
                message.sentAt(),
                message.deliveredAt(),
                message.readAt(),
                reason,
                fault,
                notSentUntil,
                message.settled(),
                message.told(),
                message.version()));
    }

    private static Message unknown(Message message, String reason) {
        return message.with(
                MessageStatus.UNKNOWN,
                message.providerId(),
                null,
                null,
                null,
                reason,
                null,
                null,
                message.settled(),
                message.told(),
                message.version());
    }

    /**
     * The provider's answer and its later report {@code SENT} say the same. Whichever comes first, the answer's instant holds,
     * and a report that follows the answer is not written: one write less for each message.
     */
    private static Step taken(Message message, MessageEvent.Taken taken) {
        boolean answered = message.told().containsKey(taken.what());
        Message asked = answered
                ? message
                : message.with(
                        message.status(),
                        message.providerId(),
                        null,
                        message.deliveredAt(),
                        message.readAt(),
                        message.error(),
                        message.fault(),
                        message.notSentUntil(),
                        message.settled(),
                        EventTimes.without(message.told(), MessageStatus.SENT.name()),
                        message.version());
        return reached(asked, taken.providerId(), MessageStatus.SENT, taken.at());
    }

    private static Step reported(Message message, MessageEvent.Reported reported) {
        boolean known = reported.status() == MessageStatus.SENT
                && message.told().containsKey(MessageEvent.TAKEN)
                && Objects.equals(message.providerId(), reported.providerId());
        return known
                ? new Step.Ignore(Why.KNOWN)
                : reached(message, reported.providerId(), reported.status(), reported.at());
    }

    private static Step reached(Message message, String providerId, MessageStatus status, Instant at) {
        if (message.providerId() != null && !Objects.equals(message.providerId(), providerId)) {
            return new Step.Ignore(Why.ANOTHER);
        }
        boolean forward = message.status().mayBecome(status);
        // It was placed after all: of what was said against it before, nothing stays.
        Message next = message.with(
                forward ? status : message.status(),
                providerId,
                earliest(message.sentAt(), at, status == MessageStatus.SENT),
                earliest(message.deliveredAt(), at, status == MessageStatus.DELIVERED),
                earliest(message.readAt(), at, status == MessageStatus.READ),
                forward ? null : message.error(),
                forward ? null : message.fault(),
                forward ? null : message.notSentUntil(),
                message.settled(),
                message.told(),
                message.version());
        return next.equals(message) ? new Step.Ignore(Why.NOTHING_NEW) : new Step.MoveTo(next);
    }

    private static @Nullable Instant earliest(@Nullable Instant known, Instant told, boolean concerns) {
        if (!concerns) {
            return known;
        }
        return known == null || told.isBefore(known) ? told : known;
    }
}
