package vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import vuelta.domain.action.ActOnContact;
import vuelta.domain.action.ActOnContact.Action;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.timeline.ShowTimeline;

/** What is done to one contact by hand, and all that has happened to it. */
final class ContactActionsApi {
    private static final List<Action> BY_NAME = List.of(Action.RETRY, Action.SKIP);

    private final ActOnContact contacts;
    private final ShowTimeline timeline;
    private final ContactView view;

    ContactActionsApi(ActOnContact contacts, ShowTimeline timeline, ContactView view) {
        this.contacts = contacts;
        this.timeline = timeline;
        this.view = view;
    }

    /** Adds the ways here. */
    void addTo(Router router) {
        String contact = "/campaigns/{campaign}/contacts/{contact}";
        router.on("DELETE", contact, this::remove).on("GET", contact + "/timeline", this::timeline);
        BY_NAME.forEach(action -> router.on("POST", contact + "/" + wire(action), request -> act(request, action)));
        router.otherwise("POST", contact + "/{action}", ContactActionsApi::unknown);
    }

    private Answer act(Request request, Action action) {
        ContactId id = id(request);
        return switch (contacts.act(id, action)) {
            case ActOnContact.Result.Done done -> Answer.of(200, "contact", view.of(done.contact()));
            case ActOnContact.Result.Refused refused ->
                throw ApiError.contact(
                        "INVALID_STATUS_TRANSITION", refused.status().wire(), "cannot be changed by " + wire(action));
            case ActOnContact.Result.NoSuchContact none -> throw missing(request, id);
        };
    }

    private Answer remove(Request request) {
        ContactId id = id(request);
        return switch (contacts.act(id, Action.REMOVE)) {
            case ActOnContact.Result.Done done -> Answer.of(200, Answer.success());
            case ActOnContact.Result.Refused refused ->
                throw ApiError.contact(
                        "CONTACT_NOT_DELETABLE",
                        refused.status().wire(),
                        "cannot be removed: only one that is " + ContactStatus.QUEUE.wire() + " or "
                                + ContactStatus.FAILED.wire());
            case ActOnContact.Result.NoSuchContact none -> throw missing(request, id);
        };
    }

    private Answer timeline(Request request) {
        ContactId id = id(request);
        return switch (timeline.of(id)) {
            case ShowTimeline.Timeline.Told told -> {
                TimelineView view = TimelineView.of(told.campaign(), request.language());
                ObjectNode body = Answer.success();
                ArrayNode list = body.putArray("timeline");
                told.entries().forEach(entry -> list.add(view.of(entry)));
                body.put("timezone", told.campaign().settings().zone().getId())
                        .put("language", request.language().tag());
                yield Answer.of(200, body);
            }
            case ShowTimeline.Timeline.Removed removed ->
                throw TimelineView.of(removed.campaign(), request.language()).removed(id, removed.entry());
            case ShowTimeline.Timeline.NoSuchContact none -> throw ApiError.notFound("contact", id.hash());
        };
    }

    /** One that was removed is missing, too, and that is told. */
    private ApiError missing(Request request, ContactId id) {
        return timeline.of(id) instanceof ShowTimeline.Timeline.Removed removed
                ? TimelineView.of(removed.campaign(), request.language()).removed(id, removed.entry())
                : ApiError.notFound("contact", id.hash());
    }

    private static Answer unknown(Request request) {
        return ApiError.unknownAction(
                        request.variable("action"),
                        BY_NAME.stream().map(ContactActionsApi::wire).toList())
                .answer();
    }

    private static ContactId id(Request request) {
        return request.id("contact", text -> new ContactId(request.campaign(), text));
    }

    private static String wire(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
