package io.vuelta.domain.event;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of an event, in the endpoint's format. Altur's body has more fields than an event: the missing ones are read
 * when the body is sent.
 */
public final class EventBodies {
    private final Campaigns campaigns;
    private final Agents agents;
    private final Lines lines;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Conversations conversations;

    public EventBodies(
            Campaigns campaigns,
            Agents agents,
            Lines lines,
            Contacts contacts,
            Attempts attempts,
            Conversations conversations) {
        this.campaigns = campaigns;
        this.agents = agents;
        this.lines = lines;
        this.contacts = contacts;
        this.attempts = attempts;
        this.conversations = conversations;
    }

    /** The body for an endpoint: its values by field, in their order. */
    public Map<String, @Nullable Object> of(Endpoint endpoint, Event event) {
        return switch (endpoint.format()) {
            case VUELTA -> event.body();
            case ALTUR -> event.type() == EventType.CALL_ENDED ? onCallEnd(event) : inShort(event);
        };
    }

    private static Map<String, @Nullable Object> inShort(Event event) {
        return new EventFields()
                .put("event_type", event.type().wire())
                .put("id", event.id())
                .put("created_at", event.createdAt())
                .map();
    }

    private Map<String, @Nullable Object> onCallEnd(Event event) {
        Optional<AttemptId> id = AttemptId.parse(String.valueOf(event.data().get("call_id")));
        Optional<Attempt> attempt = id.flatMap(attempts::find);
        return attempt.isPresent() && attempt.get() instanceof Call call ? onCallEnd(call) : inShort(event);
    }

    private Map<String, @Nullable Object> onCallEnd(Call call) {
        Optional<Contact> contact = contacts.find(call.id().contact()).map(contacts::withData);
        Optional<Agent> agent =
                campaigns.find(call.id().campaign()).map(Campaign::agent).flatMap(agents::find);
        Conversation conversation = conversations.find(call.id()).orElse(Conversation.NONE);
        AnsweredBy by = call.state().answeredBy();
        return new EventFields()
                .put("event_type", "on_call_end")
                .put("id", call.id().toString())
                .put("type", "outbound")
                .put("status", call.status().wire())
                .put(
                        "phone_number_from",
                        lines.find(call.line())
                                .map(Line::number)
                                .map(number -> number.e164())
                                .orElse(null))
                .put("phone_number_to", call.to().e164())
                .put("answered_by", by == null ? null : by.wire())
                .put("created_at", call.createdAt())
                .put("started_at", call.state().answeredAt().orElse(null))
                .put("ended_at", call.state().endedAt())
                .put("duration", call.state().duration())
                .put("billed_duration", call.state().billed())
                .put("recording_url", conversation.recordingUrl(call).orElse(null))
                .put("transcript", List.of())
                .put("assistant", agent.map(EventBodies::assistant).orElse(null))
                .put("end_user", contact.map(of -> endUser(of, conversation)).orElse(null))
                .put("campaign_user", contact.map(EventBodies::campaignUser).orElse(null))
                .map();
    }

    private static Map<String, @Nullable Object> assistant(Agent agent) {
        return new EventFields()
                .put("id", agent.id().value())
                .put("nickname", agent.name())
                .put("name", agent.name())
                .map();
    }

    private static Map<String, @Nullable Object> endUser(Contact contact, Conversation conversation) {
        return new EventFields()
                .put("id", contact.id().hash())
                .put("status", contact.status().wire())
                .put("display_name", contact.data().name())
                .put("phone_number", contact.number().e164())
                .put("context", contact.data().context())
                .put("extracted_data", new TreeMap<>(conversation.extracted()))
                .put("tags", contact.results().tags())
                .map();
    }

    private static Map<String, @Nullable Object> campaignUser(Contact contact) {
        return new EventFields()
                .put("f_id", contact.data().externalId())
                .put("name", contact.data().name())
                .put("contact", contact.number().e164())
                .put("context", contact.data().context())
                .map();
    }
}
