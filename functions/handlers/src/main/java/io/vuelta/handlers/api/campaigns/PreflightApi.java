package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.Preflight;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Request;
import java.util.TreeMap;

/** What a campaign would say or send, before it does. */
final class PreflightApi {
    private final Campaigns campaigns;
    private final Preflight preflight;

    PreflightApi(Campaigns campaigns, Preflight preflight) {
        this.campaigns = campaigns;
        this.preflight = preflight;
    }

    ApiResponse show(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Preflight.Found found = preflight.of(campaign);
        ObjectNode json = ApiJson.object();
        ObjectNode contacts = json.putObject("contacts").put("to_try", found.toTry());
        ObjectNode others = contacts.putObject("not_to_try");
        found.others().forEach((status, count) -> others.put(status.wire(), count));
        ArrayNode missing = json.putArray("missing_variables");
        found.missing().forEach(name -> missing.addObject()
                .put("name", name.name())
                .put("template", name.template())
                .put("contacts", name.contacts()));
        ArrayNode first = json.putArray("first_messages");
        found.first().forEach(shown -> first.add(json(shown)));
        ObjectNode unavailable = json.putObject("unavailable_templates");
        new TreeMap<>(found.unavailable()).forEach(unavailable::put);
        return ApiResponse.of(200, "preflight", json.put("complete", found.complete()));
    }

    private static ObjectNode json(Preflight.Shown shown) {
        ObjectNode json = ApiJson.object()
                .put("contact_id", shown.contact().id().hash())
                .put("contact", shown.contact().number().e164())
                .put("text", shown.text())
                .put("template", shown.template());
        ObjectNode parameters = json.putObject("parameters");
        new TreeMap<>(shown.parameters()).forEach(parameters::put);
        return json;
    }
}
