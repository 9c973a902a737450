package io.vuelta.handlers.api.contacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.SuppressionView;
import io.vuelta.handlers.api.http.TimelineView;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Actions by hand on one contact, and its timeline. */
final class ContactActionsApi {
    private static final String TAGS = "tags";
    static final List<Action> BY_NAME = List.of(Action.RETRY, Action.SKIP);

    private final ActOnContact contacts;
    private final ShowTimeline timeline;
    private final ContactView view;
    private final Campaigns campaigns;
    private final Agents agents;
    private final InstantSource clock;

    ContactActionsApi(
            ActOnContact contacts,
            ShowTimeline timeline,
            ContactView view,
            Campaigns campaigns,
            Agents agents,
            InstantSource clock) {
        this.contacts = contacts;
        this.timeline = timeline;
        this.view = view;
        this.campaigns = campaigns;
        this.agents = agents;
        this.clock = clock;
    }

    ApiResponse act(Request request, Action action) {
        return done(
                request,
                action,
                ApiErrorCode.INVALID_STATUS_TRANSITION,
                "cannot be changed by " + action.wire(),
                contact -> ApiResponse.of(200, "contact", view.of(contact)));
    }

    /** Adds tags to a contact in any status. Refused if the person was erased. */
    ApiResponse tag(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Fields fields = request.fields();
        fields.allowOnly(Set.of(TAGS));
        List<String> tags = DomainFields.tags(fields, TAGS, agents, campaign.agent());
        if (tags.isEmpty()) {
            throw fields.invalid(TAGS, "must have at least one tag");
        }
        ContactId id = id(request);
        return answer(
                request,
                id,
                contacts.tag(id, tags),
                ApiErrorCode.INVALID_STATUS_TRANSITION,
                "cannot be tagged: the person was erased",
                contact -> ApiResponse.of(200, "contact", view.of(contact)));
    }

    ApiResponse remove(Request request) {
        String only = "cannot be removed: only one that is " + ContactStatus.QUEUE.wire() + " or "
                + ContactStatus.FAILED.wire();
        return done(
                request,
                Action.REMOVE,
                ApiErrorCode.CONTACT_NOT_DELETABLE,
                only,
                _ -> ApiResponse.of(200, ApiResponse.success()));
    }

    private ApiResponse done(
            Request request, Action action, ApiErrorCode code, String refusal, Function<Contact, ApiResponse> answer) {
        ContactId id = id(request);
        return answer(request, id, contacts.act(id, action), code, refusal, answer);
    }

    private ApiResponse answer(
            Request request,
            ContactId id,
            ActOnContact.Result result,
            ApiErrorCode code,
            String refusal,
            Function<Contact, ApiResponse> answer) {
        return switch (result) {
            case ActOnContact.Result.Done done -> answer.apply(done.contact());
            case ActOnContact.Result.Refused refused ->
                throw ApiError.contact(code, refused.status().wire(), refusal);
            case ActOnContact.Result.Listed listed ->
                throw ApiError.listed(SuppressionView.json(listed.entry(), clock.instant()));
            case ActOnContact.Result.Closed closed -> throw closed(closed.campaign());
            case ActOnContact.Result.NoSuchContact _ -> throw missing(request, id);
        };
    }

    private static ApiError closed(Campaign campaign) {
        if (campaign.archived()) {
            return ApiError.archived(campaign.id().value());
        }
        return campaign.status().isOver()
                ? ApiError.over(campaign.id().value(), campaign.status().wire())
                : ApiError.ended();
    }

    ApiResponse timeline(Request request) {
        ContactId id = id(request);
        return switch (timeline.of(id)) {
            case ShowTimeline.Timeline.Shown shown -> {
                TimelineView view = TimelineView.of(shown.campaign(), request.language());
                ObjectNode body = ApiResponse.success();
                ArrayNode list = body.putArray("timeline");
                shown.entries().forEach(entry -> list.add(view.of(entry)));
                body.put("timezone", shown.campaign().settings().zone().getId())
                        .put("language", request.language().tag());
                yield ApiResponse.of(200, body);
            }
            case ShowTimeline.Timeline.Removed removed ->
                throw TimelineView.of(removed.campaign(), request.language()).removed(id, removed.entry());
            case ShowTimeline.Timeline.NoSuchContact _ -> throw ApiError.notFound("contact", id.hash());
        };
    }

    /** The error for a contact that does not exist. If it was removed, the error states when and why. */
    private ApiError missing(Request request, ContactId id) {
        return timeline.of(id) instanceof ShowTimeline.Timeline.Removed removed
                ? TimelineView.of(removed.campaign(), request.language()).removed(id, removed.entry())
                : ApiError.notFound("contact", id.hash());
    }

    static ApiResponse unknown(Request request) {
        return ApiError.unknownAction(
                        request.variable("action"),
                        Stream.concat(BY_NAME.stream(), Stream.of(Action.TAG))
                                .map(Action::wire)
                                .toList())
                .answer();
    }

    private static ContactId id(Request request) {
        return request.id("contact", text -> new ContactId(request.campaign(), text));
    }
}
