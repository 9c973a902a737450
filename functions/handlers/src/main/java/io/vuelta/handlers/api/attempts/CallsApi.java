package io.vuelta.handlers.api.attempts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.text.WireName;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.handlers.api.attempts.AttemptPaginator.Listed;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Durations;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.Paginator;
import io.vuelta.handlers.api.http.Period;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.RemovedContacts;
import io.vuelta.handlers.api.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Calls: lists those of a campaign, and shows one. An attempt that was surely not placed is not a call and is not
 * listed.
 */
final class CallsApi {
    private static final List<String> FILTERS = List.of("status", "answeredBy", "startDate", "endDate");
    private static final Set<String> PARAMETERS = PageRequest.parameters(FILTERS);
    private static final String STATUSES = String.join(", ", WireName.all(CallStatus.values()));
    private static final int PAGE = 50;

    private final Campaigns campaigns;
    private final People people;
    private final Counts counts;
    private final Attempts attempts;
    private final Conversations conversations;
    private final UploadUrls urls;

    CallsApi(
            Campaigns campaigns,
            People people,
            Counts counts,
            Attempts attempts,
            Conversations conversations,
            UploadUrls urls) {
        this.campaigns = campaigns;
        this.people = people;
        this.counts = counts;
        this.attempts = attempts;
        this.conversations = conversations;
        this.urls = urls;
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        PageRequest pageRequest = AttemptPaginator.request(query, PAGE);
        Campaign campaign = request.campaign(campaigns);
        Predicate<Call> wanted = filter(query, campaign);
        Paginator.Page<Listed<Call>> page =
                AttemptPaginator.page(people, campaign.id(), Call.class, wanted, pageRequest);
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("calls");
        page.entries()
                .forEach(listed -> list.add(
                        withConversation(json(listed.attempt(), listed.conversation()), listed.conversation())));
        RemovedContacts.addTo(campaign, body);
        Long total = AttemptPaginator.total(query, FILTERS, counts, campaign, Counters::calls);
        return ApiResponse.of(200, page.links(query).addTo(body, total));
    }

    ApiResponse show(Request request) {
        String text = request.variable("call");
        Call call = AttemptId.parse(text)
                .flatMap(attempts::find)
                .filter(Call.class::isInstance)
                .map(Call.class::cast)
                .orElseThrow(() -> ApiError.notFound("call", "with this id"));
        return ApiResponse.of(200, "call", whole(call));
    }

    /** The call with the results of its conversation. */
    ObjectNode whole(Call call) {
        Conversation conversation = conversations.find(call.id()).orElse(Conversation.NONE);
        return withConversation(json(call, conversation), conversation);
    }

    private static Predicate<Call> filter(Query query, Campaign campaign) {
        Optional<CallStatus> status = query.oneOf("status", CallStatus::ofWire, STATUSES);
        Optional<AnsweredBy> answeredBy = query.oneOf("answeredBy", AnsweredBy::ofWire, "human, machine, unknown");
        Period period = Period.of(query).in(campaign.settings().zone());
        return call -> !call.notPlaced()
                && status.filter(wanted -> wanted != call.status()).isEmpty()
                && answeredBy
                        .filter(wanted -> wanted != call.state().answeredBy())
                        .isEmpty()
                && period.contains(call.createdAt(), campaign.settings().zone());
    }

    private static ObjectNode json(Call call, Conversation conversation) {
        return ApiJson.object()
                .put("id", call.id().toString())
                .put("campaign_id", call.id().campaign().value())
                .put("contact_id", call.id().contact().hash())
                .put("number_to", call.to().e164())
                .put("contact_name", call.contactName())
                .put("type", "outbound")
                .put("status", call.status().wire())
                .put(
                        "answered_by",
                        Optional.ofNullable(call.state().answeredBy())
                                .map(AnsweredBy::wire)
                                .orElse(null))
                .put("created_at", call.createdAt().toString())
                .put("started_at", ApiJson.instant(call.state().answeredAt().orElse(null)))
                .put("ended_at", ApiJson.instant(call.state().endedAt()))
                .put("duration", Durations.text(call.state().duration()))
                .put("billed_duration", Durations.text(call.state().billed()))
                .put("error", call.state().error())
                .put("provider_id", call.state().providerId())
                .put("recording_url", conversation.recordingUrl(call).orElse(null));
    }

    private ObjectNode withConversation(ObjectNode json, Conversation conversation) {
        conversation.tags().forEach(json.putArray("tags")::add);
        conversation.extracted().forEach(json.putObject("extracted_data")::put);
        return json.put("converted", conversation.converted())
                .put("opted_out", conversation.optOut() != null)
                .put("sentiment", conversation.sentiment())
                .put("summary", conversation.summary())
                .put(
                        "transcript_url",
                        Optional.ofNullable(conversation.transcript())
                                .map(urls::get)
                                .map(get -> get.url().toString())
                                .orElse(null));
    }
}
