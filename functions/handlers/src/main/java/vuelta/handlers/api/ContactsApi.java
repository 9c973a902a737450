package vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.upload.IfDuplicate;

/** Contacts of a campaign: list and show. */
final class ContactsApi {
    static final String STATUSES = Arrays.stream(ContactStatus.values())
            .filter(status -> status != ContactStatus.REMOVED)
            .map(ContactStatus::wire)
            .collect(Collectors.joining(", "));

    private static final Set<String> PARAMETERS = Set.of("page", "limit", "status");
    private static final int PAGE = 50;
    private static final int LONGEST_WORD = 64;

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
        Campaign campaign = CampaignsApi.existing(campaigns, request);
        Walk<Contact> walk = walk(campaign);
        Walk.Page<Contact> page = status.isPresent()
                ? walk.page(from, limit, contact -> contact.status() == status.get())
                : walk.page(from, limit);
        Counters counters = ledger.counters(campaign.id());
        ObjectNode body = Answer.success();
        ArrayNode list = body.putArray("contacts");
        page.entries().forEach(contact -> list.add(json(contact)));
        body.put("next_page", page.nextPage().orElse(null))
                .put("total_count", status.map(counters::in).orElseGet(counters::contacts));
        return Answer.of(200, body);
    }

    Answer show(Request request) {
        ContactId id = request.id("contact", text -> new ContactId(request.campaign(), text));
        Contact contact = campaigns
                .find(id.campaign())
                .flatMap(campaign -> contacts.find(id).map(found -> found.in(campaign.cycle())))
                .filter(ContactsApi::isSomebody)
                .orElseThrow(() -> ApiError.notFound("contact", id.hash()));
        return Answer.of(200, "contact", json(contact));
    }

    /** The contact statuses that a field lists. */
    static Set<ContactStatus> statuses(Fields fields, String name) {
        Set<ContactStatus> statuses = new LinkedHashSet<>();
        for (String wire : fields.texts(name, LONGEST_WORD)) {
            statuses.add(
                    ContactStatus.ofWire(wire).orElseThrow(() -> fields.invalid(name, "must hold only " + STATUSES)));
        }
        return statuses;
    }

    /** What is to become of those who are there already; skipped unless it is said. */
    static IfDuplicate ifDuplicate(Fields fields) {
        return fields.text("if_duplicate", LONGEST_WORD)
                .map(wire -> IfDuplicate.ofWire(wire)
                        .orElseThrow(() -> fields.invalid("if_duplicate", "must be skip or update")))
                .orElse(IfDuplicate.SKIP);
    }

    private Walk<Contact> walk(Campaign campaign) {
        return new Walk<>((at, most) -> {
            Contacts.Page page = contacts.after(campaign.id(), at, most);
            return new Walk.Piece<>(
                    page.contacts().stream()
                            .map(contact -> contact.in(campaign.cycle()))
                            .filter(ContactsApi::isSomebody)
                            .toList(),
                    page.next());
        });
    }

    /** One that was removed is nobody. */
    private static boolean isSomebody(Contact contact) {
        return contact.status() != ContactStatus.REMOVED;
    }

    static ObjectNode json(Contact contact) {
        Instant followUp = contact.followUp();
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
                .put("follow_up", followUp != null)
                .put("follow_up_at", followUp == null ? null : followUp.toString());
        ObjectNode extracted = json.putObject("extracted_data");
        new TreeMap<>(contact.results().extracted()).forEach(extracted::put);
        json.set("tags", Json.texts(contact.results().tags()));
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(contact.data().variables()).forEach(variables::put);
        return json;
    }
}
