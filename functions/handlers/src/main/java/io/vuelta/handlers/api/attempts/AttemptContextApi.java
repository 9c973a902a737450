package io.vuelta.handlers.api.attempts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.MessageContent;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.dispatch.Placeholders;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Request;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data of an attempt's contact for the agent's runtime: everything that does not fit into the parameters of a call.
 */
final class AttemptContextApi {
    private final Campaigns campaigns;
    private final Contacts contacts;

    AttemptContextApi(Campaigns campaigns, Contacts contacts) {
        this.campaigns = campaigns;
        this.contacts = contacts;
    }

    ApiResponse show(Request request) {
        AttemptId id = AttemptId.parse(request.variable("attempt")).orElseThrow(AttemptContextApi::unknown);
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow(AttemptContextApi::unknown);
        Contact contact = contacts.withData(contacts.find(id.contact()).orElseThrow(AttemptContextApi::unknown));
        ObjectNode json = ApiJson.object()
                .put("attempt", id.toString())
                .put("campaign_id", id.campaign().value())
                .put("agent_id", campaign.agent().value())
                .put("contact_id", id.contact().hash())
                .put("integration_type", campaign.settings().channel().wire())
                .put("number_to", contact.number().e164())
                .put("name", contact.data().name())
                .put("external_id", contact.data().externalId())
                .put("agent_name", contact.data().agentName())
                .put("agent_voice_id", contact.data().agentVoice())
                .put("first_message", firstMessage(campaign, contact))
                .put("context", contact.data().context());
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(contact.data().variables()).forEach(variables::put);
        return ApiResponse.of(200, "context", json);
    }

    private static @Nullable String firstMessage(Campaign campaign, Contact contact) {
        return switch (campaign.settings().opening()) {
            case MessageContent.FirstMessage first ->
                first.text() == null ? null : Placeholders.fill(first.text(), contact);
            case MessageContent.Template _ -> null;
        };
    }

    private static ApiError unknown() {
        return ApiError.notFound("attempt", "with this id");
    }
}
