package io.vuelta.domain.attempt;

import io.vuelta.domain.attempt.ProviderTrouble.Refusal;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a message.
 *
 * @param providerId the provider's id of the message; null while unknown
 * @param sentAt when it was sent; null while unknown, as are the next two instants
 * @param error why the message failed, as a code; null if it did not fail
 * @param fault the cause of the failure; null while unknown
 * @param notSentUntil when the request may be sent to the provider again; null except for a message that was surely not
 *     sent
 */
public record MessageState(
        MessageStatus status,
        @Nullable String providerId,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable String error,
        @Nullable Refusal fault,
        @Nullable Instant notSentUntil) {
    /** The request has not been sent to the provider yet, according to the record. */
    static final MessageState CREATED =
            new MessageState(MessageStatus.CREATED, null, null, null, null, null, null, null);

    boolean notPlaced() {
        return notSentUntil != null || fault instanceof ProviderTrouble.NotAsked;
    }

    Optional<Outcome> outcome() {
        return switch (status) {
            case CREATED, UNKNOWN -> Optional.empty();
            case SENT -> Optional.of(new Outcome.Taken());
            case FAILED -> Optional.of(failure());
            case DELIVERED -> Optional.of(new Outcome.Reached(ContactStatus.DELIVERED));
            case READ -> Optional.of(new Outcome.Reached(ContactStatus.READ));
            case ACCEPTED -> Optional.of(new Outcome.Reached(ContactStatus.ACCEPTED));
            case REJECTED -> Optional.of(new Outcome.Reached(ContactStatus.REJECTED));
        };
    }

    private Outcome failure() {
        String reason = error == null ? TimelineCode.MESSAGE_FAILED.name() : error;
        if (notSentUntil != null) {
            return new Outcome.NotPlaced(reason, notSentUntil);
        }
        return switch (fault) {
            case null -> new Outcome.Lost(reason);
            case ProviderTrouble.Technical _ -> new Outcome.TechnicalFailure(reason);
            case ProviderTrouble.AccountUnusable _ -> new Outcome.TechnicalFailure(reason);
            case ProviderTrouble.TemplateUnusable _ -> new Outcome.TechnicalFailure(reason);
            case ProviderTrouble.Person person -> new Outcome.Unreached(reason, person.atLeast());
            case ProviderTrouble.Row _ -> new Outcome.Refused(reason);
            case ProviderTrouble.NotAsked _ -> new Outcome.NotAsked(reason);
            case ProviderTrouble.OptedOut _ -> new Outcome.OptedOut(reason);
        };
    }

    MessageState failed(String reason, @Nullable Refusal fault, @Nullable Instant until) {
        return copy(copy -> {
            copy.status = MessageStatus.FAILED;
            copy.error = reason;
            copy.fault = fault;
            copy.notSentUntil = until;
        });
    }

    /** The state without the instant of sending, which must be reported again. */
    MessageState unsent() {
        return copy(copy -> copy.sentAt = null);
    }

    MessageState erased() {
        return copy(copy -> copy.providerId = null);
    }

    MessageState copy(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** The fields of a state that is about to be made from another one. */
    static final class Copy {
        MessageStatus status;

        @Nullable
        String providerId;

        @Nullable
        Instant sentAt;

        @Nullable
        Instant deliveredAt;

        @Nullable
        Instant readAt;

        @Nullable
        String error;

        @Nullable
        Refusal fault;

        @Nullable
        Instant notSentUntil;

        private Copy(MessageState from) {
            status = from.status;
            providerId = from.providerId;
            sentAt = from.sentAt;
            deliveredAt = from.deliveredAt;
            readAt = from.readAt;
            error = from.error;
            fault = from.fault;
            notSentUntil = from.notSentUntil;
        }

        private MessageState done() {
            return new MessageState(status, providerId, sentAt, deliveredAt, readAt, error, fault, notSentUntil);
        }
    }
}
