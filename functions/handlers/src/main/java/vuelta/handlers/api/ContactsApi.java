package vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.ContactStatus;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;

/** Contacts of a campaign: list and show. */
final class ContactsApi {
    static final String STATUSES =
            Arrays.stream(ContactStatus.values()).map(ContactStatus::wire).collect(Collectors.joining(", "));

    private static final Set<String> PARAMETERS = Set.of("page", "limit", "status");
    private static final int PAGE = 50;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Ledger ledger;

    ContactsApi(Campaigns campaigns, Contacts contacts, Ledger ledger) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.ledger = ledger;
    }

    Answer list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        int limit = query.limit(PAGE);
        Sweep from = Walk.from(query);
        Optional<ContactStatus> status = query.word("status", ContactStatus::ofWire, STATUSES);
        CampaignId campaign = CampaignsApi.existing(campaigns, request).id();
        Walk<Contact> walk = new Walk<>((at, most) -> piece(contacts.after(campaign, at, most)));
        Walk.Page<Contact> page = status.isPresent()
                ? walk.page(from, limit, contact -> contact.status() == status.get())
                : walk.page(from, limit);
        Counters counters = ledger.counters(campaign);
        ObjectNode body = Answer.success();
        ArrayNode list = body.putArray("contacts");
        page.entries().forEach(contact -> list.add(json(contact)));
        body.put("next_page", page.nextPage().orElse(null))
                .put("total_count", status.map(counters::in).orElseGet(counters::contacts));
        return Answer.of(200, body);
    }

    Answer show(Request request) {
        ContactId id = request.id("contact", text -> new ContactId(request.campaign(), text));
        Contact contact = contacts.find(id).orElseThrow(() -> ApiError.notFound("contact", id.hash()));
        return Answer.of(200, "contact", json(contact));
    }

    private static Walk.Piece<Contact> piece(Contacts.Page page) {
        return new Walk.Piece<>(page.contacts(), page.next());
    }

    /** No conversation has given results yet: no follow-up, no data, no tags. */
    private static ObjectNode json(Contact contact) {
        ObjectNode json = Json.object()
                .put("id", contact.id().hash())
                .put("f_id", contact.data().externalId())
                .put("contact", contact.number().e164())
                .put("name", contact.data().name())
                .put("status", contact.status().wire())
                .put("context", contact.data().context())
                .put("retries", contact.retries())
                .put("call_count", contact.calls())
                .put("billed_duration", Durations.text(contact.billed()))
                .put("last_update", contact.lastUpdate().toString())
                .put("follow_up", false);
        json.putObject("extracted_data");
        json.putArray("tags");
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(contact.data().variables()).forEach(variables::put);
        return json;
    }
}
