package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.contact.Claim;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows one contact with its data and the results of its conversations. */
public final class ContactView {
    private final Contacts contacts;
    private final Conversations conversations;

    public ContactView(Contacts contacts, Conversations conversations) {
        this.contacts = contacts;
        this.conversations = conversations;
    }

    public ObjectNode of(Contact contact) {
        return json(contacts.withData(contact), conversations.of(contact.id()));
    }

    /** When the latest attempt began; null if that attempt was surely not placed. */
    private static @Nullable Instant lastCall(Contact contact) {
        Attempt latest = contact.latest();
        return latest == null || latest.notPlaced() ? null : latest.createdAt();
    }

    /**
     * When the contact itself may be tried next: the end of its delay or hold, or its planned attempt. The campaign's
     * state is not considered.
     */
    private static @Nullable Instant nextAt(Contact contact) {
        Claim claim = contact.claim();
        if (claim != null) {
            return contact.hasBegun() ? null : claim.notBefore();
        }
        Instant followUp = contact.timing().followUp();
        Instant due = contact.due();
        return due == null || (followUp != null && followUp.isBefore(due)) ? followUp : due;
    }

    /** The status of the latest attempt; null before the first. */
    private static @Nullable ObjectNode lastAttempt(Contact contact) {
        Attempt latest = contact.latest();
        return switch (latest) {
            case null -> null;
            case Call call -> {
                AnsweredBy by = call.state().answeredBy();
                yield attempt(call, call.status().wire(), call.state().error())
                        .put("answered_by", by == null ? null : by.wire());
            }
            case Message message ->
                attempt(message, message.status().wire(), message.state().error());
        };
    }

    private static ObjectNode attempt(Attempt attempt, String status, @Nullable String error) {
        return ApiJson.object()
                .put("id", attempt.id().toString())
                .put("number", attempt.id().number())
                .put("status", status)
                .put("error", error)
                .put("created_at", attempt.createdAt().toString());
    }

    /** A contact with its data. */
    public static ObjectNode json(Contact contact, Map<Integer, Conversation> conversations) {
        Instant followUp = contact.timing().followUp();
        ObjectNode json = ApiJson.object()
                .put("id", contact.id().hash())
                .put("f_id", contact.data().externalId())
                .put("contact", contact.number().e164())
                .put("name", contact.data().name())
                .put("status", contact.status().wire())
                .put("context", contact.data().context())
                .put("retries", contact.tally().retries())
                .put("call_count", contact.tally().calls())
                .put("billed_duration", Durations.text(contact.tally().billed()))
                .put("last_update", contact.log().lastUpdate().toString())
                .put("follow_up", followUp != null)
                .put("has_follow_up", followUp != null)
                .put("follow_up_at", ApiJson.instant(followUp))
                .put("last_call_at", ApiJson.instant(lastCall(contact)))
                .put("reason", TimelineCode.of(contact.reason()).name())
                .put("reason_code", contact.reason())
                .put("next_at", ApiJson.instant(nextAt(contact)));
        json.set("last_attempt", lastAttempt(contact));
        ObjectNode extracted = json.putObject("extracted_data");
        Conversation.extracted(conversations).forEach(extracted::put);
        json.set("tags", ApiJson.texts(contact.results().tags()));
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(contact.data().variables()).forEach(variables::put);
        return json;
    }
}
