package io.vuelta.domain.attempt;

import io.vuelta.domain.attempt.ProviderTrouble.Refusal;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.price.MessageCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param template that was sent, by its name at the provider
 * @param category what the provider charges it as; null where that is not known
 * @param providerId the provider's id of the message; null while not known
 * @param sentAt null while not known; likewise the two after it
 * @param error why it failed, as a code; null if it did not
 * @param fault whose fault that is; null while that is not known
 * @param notSentUntil when the provider may be asked again; null but for a message that was surely not sent
 * @param settled whether its provider's yes or no has been written to its contact; later ones still are
 * @param begunBy which invocation of dispatch began it
 * @param place the claim that it was begun for
 */
public record Message(
        AttemptId id,
        LineId line,
        PhoneNumber to,
        String contactName,
        String template,
        @Nullable MessageCategory category,
        MessageStatus status,
        @Nullable String providerId,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant readAt,
        @Nullable String error,
        @Nullable Refusal fault,
        @Nullable Instant notSentUntil,
        boolean settled,
        String begunBy,
        Place place,
        SortedMap<String, Instant> told,
        long version)
        implements Attempt {
    /** A message without any event for this time has failed. WhatsApp sends the first of its events at once. */
    public static final Duration UNHEARD_AFTER = Duration.ofHours(1);

    public Message {
        told = EventTimes.copy(told);
    }

    /** One whose category is not known. */
    public static Message created(
            AttemptId id,
            LineId line,
            PhoneNumber to,
            String contactName,
            String template,
            String begunBy,
            Place place,
            Instant now) {
        return created(id, line, to, contactName, template, null, begunBy, place, now);
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
        return new Message(
                id,
                line,
                to,
                contactName,
                template,
                category,
                MessageStatus.CREATED,
                null,
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                begunBy,
                place,
                EventTimes.NOTHING,
                0);
    }

    /** Whether the person has answered it, with any text. */
    public boolean isAnswered() {
        return status == MessageStatus.ACCEPTED
                || status == MessageStatus.REJECTED
                || told.containsKey(MessageEvent.REPLIED);
    }

    @Override
    public boolean notPlaced() {
        return notSentUntil != null || fault instanceof ProviderTrouble.NotAsked;
    }

    @Override
    public boolean asked() {
        return status != MessageStatus.CREATED;
    }

    /** Statuses and replies may still come. */
    @Override
    public boolean isOver() {
        return status.compareTo(MessageStatus.SENT) >= 0;
    }

    @Override
    public Optional<Outcome> outcome() {
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
        String reason = error == null ? "MESSAGE_FAILED" : error;
        if (notSentUntil != null) {
            return new Outcome.NotPlaced(reason, notSentUntil);
        }
        return switch (fault) {
            case null -> new Outcome.Lost(reason);
            case ProviderTrouble.Technical technical -> new Outcome.TechnicalFailure(reason);
            case ProviderTrouble.AccountUnusable account -> new Outcome.TechnicalFailure(reason);
            case ProviderTrouble.TemplateUnusable template -> new Outcome.TechnicalFailure(reason);
            case ProviderTrouble.Person person -> new Outcome.Unreached(reason, person.atLeast());
            case ProviderTrouble.Row row -> new Outcome.Refused(reason);
            case ProviderTrouble.NotAsked notAsked -> new Outcome.NotAsked(reason);
            case ProviderTrouble.OptedOut optedOut -> new Outcome.OptedOut(reason);
        };
    }

    @Override
    public Message asSettled() {
        return with(status, providerId, sentAt, deliveredAt, readAt, error, fault, notSentUntil, true, told, version);
    }

    @Override
    public Message withEvent(String what, Instant at) {
        return with(
                status,
                providerId,
                sentAt,
                deliveredAt,
                readAt,
                error,
                fault,
                notSentUntil,
                settled,
                EventTimes.with(told, what, at),
                version);
    }

    @Override
    public Message inVersion(long written) {
        return with(
                status, providerId, sentAt, deliveredAt, readAt, error, fault, notSentUntil, settled, told, written);
    }

    @Override
    public Message erased() {
        return new Message(
                id,
                line,
                PhoneNumber.ERASED,
                "",
                template,
                category,
                status,
                null,
                createdAt,
                sentAt,
                deliveredAt,
                readAt,
                error,
                fault,
                notSentUntil,
                settled,
                begunBy,
                place,
                told,
                version);
    }

    Message with(
            MessageStatus status,
            @Nullable String providerId,
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable String error,
            @Nullable Refusal fault,
            @Nullable Instant notSentUntil,
            boolean settled,
            SortedMap<String, Instant> told,
            long version) {
        return new Message(
                id,
                line,
                to,
                contactName,
                template,
                category,
                status,
                providerId,
                createdAt,
                sentAt,
                deliveredAt,
                readAt,
                error,
                fault,
                notSentUntil,
                settled,
                begunBy,
                place,
                told,
                version);
    }
}
