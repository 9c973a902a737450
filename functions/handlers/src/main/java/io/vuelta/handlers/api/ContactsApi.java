package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.People.Part;
import io.vuelta.domain.contact.People.Person;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.domain.upload.IfDuplicate;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Contacts of a campaign: list and show. */
final class ContactsApi {
    static final String STATUSES = Arrays.stream(ContactStatus.values())
            .filter(status -> status != ContactStatus.REMOVED)
            .map(ContactStatus::wire)
            .collect(Collectors.joining(", "));

    private static final Set<String> PARAMETERS = Set.of("page", "limit", "status");
    private static final int PAGE = 50;
    private static final int MAX_WORD_LENGTH = 64;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final People people;
    private final ContactView view;
    private final Counts counts;

    ContactsApi(Campaigns campaigns, Contacts contacts, People people, ContactView view, Counts counts) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.people = people;
        this.view = view;
        this.counts = counts;
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        int limit = query.limit(PAGE);
        ScanCursor from = Paginator.from(query);
        Optional<ContactStatus> status = query.word("status", ContactStatus::ofWire, STATUSES);
        Campaign campaign = CampaignsApi.existing(campaigns, request);
        Paginator<Person> walk = walk(campaign);
        Paginator.Page<Person> page = status.isPresent()
                ? walk.page(from, limit, person -> person.contact().status() == status.get())
                : walk.page(from, limit);
        Counters counters =
                counts.sums(campaign.id(), campaign.cycle().number()).counters();
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("contacts");
        page.entries().forEach(person -> list.add(json(person.contact(), person.conversations())));
        body.put("next_page", page.nextPage().orElse(null))
                .put("total_count", status.map(counters::in).orElseGet(counters::contacts));
        return ApiResponse.of(200, body);
    }

    ApiResponse show(Request request) {
        ContactId id = request.id("contact", text -> new ContactId(request.campaign(), text));
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow(() -> ApiError.notFound("contact", id.hash()));
        Contact contact = contacts.find(id).orElseThrow(() -> ApiError.notFound("contact", id.hash()));
        if (!isSomebody(contact)) {
            throw TimelineView.of(campaign, request.language()).removed(id, ShowTimeline.removed(contact));
        }
        return ApiResponse.of(200, "contact", view.of(contact.in(campaign.cycle())));
    }

    /** The contact statuses that a field lists, of campaigns of this channel. */
    static Set<ContactStatus> statuses(Fields fields, String name, Channel channel) {
        Set<ContactStatus> statuses = new LinkedHashSet<>();
        for (String wire : fields.texts(name, MAX_WORD_LENGTH)) {
            ContactStatus status =
                    ContactStatus.ofWire(wire).orElseThrow(() -> fields.invalid(name, "must hold only " + STATUSES));
            if (!status.isOf(channel)) {
                throw fields.invalid(
                        name, "must not hold " + wire + ": no contact of a " + channel.wire() + " campaign is that");
            }
            statuses.add(status);
        }
        return statuses;
    }

    /** What is to become of those who are there already; skipped unless it is said. */
    static IfDuplicate ifDuplicate(Fields fields) {
        return fields.text("if_duplicate", MAX_WORD_LENGTH)
                .map(wire -> IfDuplicate.ofWire(wire)
                        .orElseThrow(() -> fields.invalid("if_duplicate", "must be skip, update or requeue")))
                .orElse(IfDuplicate.SKIP);
    }

    private Paginator<Person> walk(Campaign campaign) {
        return new Paginator<>((at, most) -> {
            People.Page page = people.after(campaign.id(), at, most, Set.of(Part.DATA, Part.CONVERSATIONS));
            return new Paginator.Piece<>(
                    page.people().stream()
                            .map(person -> in(campaign, person))
                            .filter(person -> isSomebody(person.contact()))
                            .toList(),
                    page.next());
        });
    }

    private static Person in(Campaign campaign, Person person) {
        return new Person(person.contact().in(campaign.cycle()), person.attempts(), person.conversations());
    }

    /** One that was removed is nobody. */
    private static boolean isSomebody(Contact contact) {
        return contact.status() != ContactStatus.REMOVED;
    }

    static ObjectNode json(Contact contact, Map<Integer, Conversation> conversations) {
        Instant followUp = contact.followUp();
        ObjectNode json = ApiJson.object()
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
        Conversation.extracted(conversations).forEach(extracted::put);
        json.set("tags", ApiJson.texts(contact.results().tags()));
        ObjectNode variables = json.putObject("variables");
        new TreeMap<>(contact.data().variables()).forEach(variables::put);
        return json;
    }
}
