package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.DuplicateCampaign;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Lengths;
import io.vuelta.handlers.api.http.Request;
import java.util.HashSet;
import java.util.Set;

/** Copies campaigns. The contacts are copied afterwards, as an upload of the new campaign. */
final class DuplicatesApi {
    static final String ACTION = "duplicate";

    private static final Set<String> FIELDS = Set.of("name", "status", "tags");
    private static final String OF_A_COPY = " (copy)";

    private final Campaigns campaigns;
    private final Agents agents;
    private final DuplicateCampaign duplicate;
    private final CampaignView shown;
    private final Ids ids;

    DuplicatesApi(Campaigns campaigns, Agents agents, DuplicateCampaign duplicate, CampaignView shown, Ids ids) {
        this.campaigns = campaigns;
        this.agents = agents;
        this.duplicate = duplicate;
        this.shown = shown;
        this.ids = ids;
    }

    /** Creates a copy. Every field is optional, and so is the body. */
    ApiResponse create(Request request) {
        Fields fields = request.fieldsIfAny();
        fields.allowOnly(FIELDS);
        Campaign original = request.campaign(campaigns);
        DuplicateCampaign.Wanted wanted = new DuplicateCampaign.Wanted(
                fields.isGiven("name")
                        ? fields.requiredName("name", Lengths.MAX_NAME)
                        : copied(original.settings().name()),
                DomainFields.statuses(fields, "status", original.settings().channel()),
                new HashSet<>(DomainFields.tags(fields, "tags", agents, original.agent())));
        UploadId contacts = new UploadId(new CampaignId(ids.next()), ids.next());
        Campaign copy = duplicate.apply(original, contacts.campaign(), contacts, wanted);
        ObjectNode body = ApiResponse.success();
        body.set("campaign", shown.whole(copy, request.language()));
        body.set("upload", ApiJson.object().put("id", contacts.value()).put("status", Upload.Status.WAITING.wire()));
        return ApiResponse.of(201, body);
    }

    /** The name of the copy. A long name is cut before its suffix, and never within a character. */
    private static String copied(String name) {
        int end = Math.min(name.length(), Lengths.MAX_NAME - OF_A_COPY.length());
        boolean torn = end < name.length() && Character.isHighSurrogate(name.charAt(end - 1));
        return name.substring(0, torn ? end - 1 : end) + OF_A_COPY;
    }
}
