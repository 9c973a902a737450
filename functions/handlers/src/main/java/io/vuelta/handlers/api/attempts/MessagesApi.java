package io.vuelta.handlers.api.attempts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.text.WireName;
import io.vuelta.handlers.api.attempts.AttemptPaginator.Listed;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
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

/** A campaign's messages. A message that was surely not sent is not listed. */
final class MessagesApi {
    private static final List<String> FILTERS = List.of("status", "startDate", "endDate");
    private static final Set<String> PARAMETERS = PageRequest.parameters(FILTERS);
    private static final String STATUSES = String.join(", ", WireName.all(MessageStatus.values()));
    private static final int PAGE = 50;

    private final Campaigns campaigns;
    private final People people;
    private final Counts counts;

    MessagesApi(Campaigns campaigns, People people, Counts counts) {
        this.campaigns = campaigns;
        this.people = people;
        this.counts = counts;
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        PageRequest pageRequest = AttemptPaginator.request(query, PAGE);
        Campaign campaign = request.campaign(campaigns);
        Predicate<Message> wanted = filter(query, campaign);
        Paginator.Page<Listed<Message>> page =
                AttemptPaginator.page(people, campaign.id(), Message.class, wanted, pageRequest);
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("messages");
        page.entries().forEach(listed -> list.add(json(listed.attempt())));
        RemovedContacts.addTo(campaign, body);
        Long total = AttemptPaginator.total(query, FILTERS, counts, campaign, Counters::messages);
        return ApiResponse.of(200, page.links(query).addTo(body, total));
    }

    private static Predicate<Message> filter(Query query, Campaign campaign) {
        Optional<MessageStatus> status = query.oneOf("status", MessageStatus::ofWire, STATUSES);
        Period period = Period.of(query).in(campaign.settings().zone());
        return message -> !message.notPlaced()
                && status.filter(wanted -> wanted != message.status()).isEmpty()
                && period.contains(message.createdAt(), campaign.settings().zone());
    }

    static ObjectNode json(Message message) {
        return ApiJson.object()
                .put("id", message.id().toString())
                .put("campaign_id", message.id().campaign().value())
                .put("contact_id", message.id().contact().hash())
                .put("number_to", message.to().e164())
                .put("contact_name", message.contactName())
                .put("template", message.template())
                .put("status", message.status().wire())
                .put("error", message.state().error())
                .put("created_at", message.createdAt().toString())
                .put("sent_at", ApiJson.instant(message.state().sentAt()))
                .put("delivered_at", ApiJson.instant(message.state().deliveredAt()))
                .put("read_at", ApiJson.instant(message.state().readAt()))
                .put("provider_id", message.state().providerId());
    }
}
