package io.vuelta.domain.export;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the rows to export: those that match all parts. A part that is empty or null matches every row.
 *
 * @param statuses the allowed statuses of the contact, the call or the message, as they are written in the file
 * @param tags a row must have one of these tags: of the contact, or of the attempt's own conversation
 * @param converted whether the contact is converted; for attempts, whether the attempt's own conversation converted the
 *     contact
 * @param notContacted whether no attempt to the contact was placed; only for contacts
 * @param answeredBy who answered the call; for contacts, who answered one of their calls; not for messages
 * @param from the earliest instant of a contact's last update, or of an attempt's beginning
 * @param until the first instant after the selected period
 */
public record ExportFilter(
        List<String> statuses,
        List<String> tags,
        @Nullable Boolean converted,
        @Nullable Boolean notContacted,
        @Nullable AnsweredBy answeredBy,
        @Nullable Instant from,
        @Nullable Instant until) {
    /** Selects every row. */
    public static final ExportFilter NONE = new ExportFilter(List.of(), List.of(), null, null, null, null, null);

    public ExportFilter {
        statuses = List.copyOf(statuses);
        tags = List.copyOf(tags);
    }

    /**
     * Whether the filter selects a contact.
     *
     * @param attempts attempts of the contact; all of them if {@link #answeredBy} is not null
     */
    boolean matches(Contact contact, List<Attempt> attempts) {
        return hasStatus(contact.status().wire())
                && hasTag(contact.results().tags())
                && (converted == null || converted == (contact.status() == ContactStatus.CONVERTED))
                && (notContacted == null || notContacted == (contact.tally().calls() == 0))
                && (answeredBy == null || attempts.stream().anyMatch(this::isAnswered))
                && isWithin(contact.log().lastUpdate());
    }

    boolean matches(Call call, Conversation conversation) {
        return hasStatus(call.status().wire())
                && hasBrought(conversation)
                && (answeredBy == null || isAnswered(call))
                && isWithin(call.createdAt());
    }

    boolean matches(Message message, Conversation conversation) {
        return hasStatus(message.status().wire()) && hasBrought(conversation) && isWithin(message.createdAt());
    }

    private boolean isAnswered(Attempt attempt) {
        return attempt instanceof Call call && call.state().answeredBy() == answeredBy;
    }

    private boolean hasBrought(Conversation conversation) {
        return hasTag(conversation.tags()) && (converted == null || converted == conversation.converted());
    }

    private boolean hasStatus(String wire) {
        return statuses.isEmpty() || statuses.contains(wire);
    }

    private boolean hasTag(List<String> has) {
        return tags.isEmpty() || tags.stream().anyMatch(has::contains);
    }

    private boolean isWithin(Instant at) {
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}
