package io.vuelta.handlers.api.attempts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.TimelineView;
import org.jspecify.annotations.Nullable;

/** One attempt of a campaign or a test: its events, their times, and its results. */
final class AttemptApi {
    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final ShowTimeline timeline;
    private final CallsApi calls;
    private final RepliesApi replies;

    AttemptApi(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            ShowTimeline timeline,
            CallsApi calls,
            RepliesApi replies) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.timeline = timeline;
        this.calls = calls;
        this.replies = replies;
    }

    ApiResponse show(Request request) {
        AttemptId id = AttemptId.parse(request.variable("attempt")).orElseThrow(AttemptApi::unknown);
        return ApiResponse.of(200, "attempt", json(id, request));
    }

    /**
     * The attempt as JSON. An attempt that was ordered is known before it begins. If a test attempt was surely not
     * placed, another attempt follows it and is shown instead.
     */
    ObjectNode json(AttemptId id, Request request) {
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow(AttemptApi::unknown);
        Contact contact = contacts.find(id.contact()).orElseThrow(AttemptApi::unknown);
        boolean test = id.campaign().isTest();
        Attempt attempt = test ? contact.latest() : attempts.find(id).orElseThrow(AttemptApi::unknown);
        ObjectNode json = ApiJson.object()
                .put("id", id.toString())
                .put("test", test)
                .put("status", status(attempt, contact))
                .put("campaign_id", test ? null : campaign.id().value())
                .put("contact_id", contact.id().hash())
                .put("agent_id", campaign.agent().value())
                .put("integration_id", (attempt == null ? campaign.line() : attempt.line()).value())
                .put("integration_type", campaign.settings().channel().wire())
                .put("number_to", contact.number().e164())
                .put("attempt", id.number());
        json.set("call", attempt instanceof Call call ? calls.whole(call) : null);
        json.set("message", attempt instanceof Message message ? MessagesApi.json(message) : null);
        json.set("thread", attempt instanceof Message message ? replies.thread(message.id()) : ApiJson.list());
        json.set("timeline", timeline(id, request));
        return json;
    }

    private static String status(@Nullable Attempt attempt, Contact contact) {
        if (attempt != null && !attempt.notPlaced()) {
            return attempt.isOver() ? "over" : "under_way";
        }
        return contact.waits() || contact.isUnderWay() ? "waiting" : "over";
    }

    /** The decisions and events of this attempt; for a test, all of them. */
    private ArrayNode timeline(AttemptId id, Request request) {
        ArrayNode list = ApiJson.list();
        if (timeline.of(id.contact()) instanceof ShowTimeline.Timeline.Shown shown) {
            TimelineView view = TimelineView.of(shown.campaign(), request.language());
            shown.entries().stream()
                    .filter(entry -> id.campaign().isTest() || entry.attempt() == id.number())
                    .forEach(entry -> list.add(view.of(entry)));
        }
        return list;
    }

    private static ApiError unknown() {
        return ApiError.notFound("attempt", "with this id");
    }
}
