package io.vuelta.handlers.api.contacts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.PageLinks;
import io.vuelta.handlers.api.http.PageRequest;
import io.vuelta.handlers.api.http.Paginator;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.RemovedContacts;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.TimelineView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contacts of a campaign: list and show. */
final class ContactsApi {
    private static final Set<String> PARAMETERS = PageRequest.parameters(
            ContactFilter.STATUS,
            ContactFilter.TAG,
            ContactFilter.TEXT,
            FindContactsApi.NUMBER,
            FindContactsApi.EXTERNAL_ID,
            FindContactsApi.COUNTRY);
    private static final Set<Part> PARTS = Set.of(Part.DATA, Part.CONVERSATIONS);
    private static final int PAGE = 50;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final People people;
    private final NumberReader numbers;
    private final ContactView view;
    private final Counts counts;

    ContactsApi(
            Campaigns campaigns,
            Contacts contacts,
            People people,
            NumberReader numbers,
            ContactView view,
            Counts counts) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.people = people;
        this.numbers = numbers;
        this.view = view;
        this.counts = counts;
    }

    ApiResponse list(Request request) {
        Query query = request.query();
        query.allowOnly(PARAMETERS);
        PageRequest pageRequest = Paginator.request(query, PAGE);
        Campaign campaign = request.campaign(campaigns);
        ContactFilter filter = ContactFilter.of(query, campaign);
        // A later page continues the search by name: a contact found by number or identifier is on the first page.
        Optional<List<Contact>> named = pageRequest.isFirst() || filter.isOfPerson()
                ? filter.named(campaign, contacts, numbers)
                : Optional.empty();
        return named.isPresent() ? named(named.get(), filter, campaign) : walked(query, pageRequest, filter, campaign);
    }

    private ApiResponse named(List<Contact> found, ContactFilter filter, Campaign campaign) {
        List<Contact> shown = found.stream()
                .map(contact -> contact.in(campaign.cycle()))
                .filter(contact -> isShown(contact) && filter.passes(contact))
                .toList();
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("contacts");
        shown.forEach(contact -> list.add(view.of(contact)));
        RemovedContacts.addTo(campaign, body);
        return ApiResponse.of(200, PageLinks.NONE.addTo(body, (long) shown.size()));
    }

    private ApiResponse walked(Query query, PageRequest pageRequest, ContactFilter filter, Campaign campaign) {
        Paginator<Person> walk = walk(campaign);
        Paginator.Page<Person> page = filter.isNone()
                ? walk.page(pageRequest)
                : walk.page(
                        pageRequest, person -> filter.passes(person.contact()) && filter.isInName(person.contact()));
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("contacts");
        page.entries().forEach(person -> list.add(ContactView.json(person.contact(), person.conversations())));
        RemovedContacts.addTo(campaign, body);
        return ApiResponse.of(200, page.links(query).addTo(body, total(filter, campaign)));
    }

    /** The number of contacts, from the campaign's counts: of all, or of one status; null with another filter. */
    private @Nullable Long total(ContactFilter filter, Campaign campaign) {
        if (!filter.isOnlyOfStatus()) {
            return null;
        }
        Counters counters =
                counts.sums(campaign.id(), campaign.cycle().number()).counters();
        ContactStatus status = filter.status();
        return status == null ? counters.contacts() : counters.in(status);
    }

    ApiResponse show(Request request) {
        ContactId id = request.id("contact", text -> new ContactId(request.campaign(), text));
        Campaign campaign = campaigns.find(id.campaign()).orElseThrow(() -> ApiError.notFound("contact", id.hash()));
        Contact contact = contacts.find(id).orElseThrow(() -> RemovedContacts.missing(campaign, id));
        if (!isShown(contact)) {
            throw TimelineView.of(campaign, request.language()).removed(id, ShowTimeline.removed(contact));
        }
        return ApiResponse.of(200, "contact", view.of(contact.in(campaign.cycle())));
    }

    private Paginator<Person> walk(Campaign campaign) {
        return new Paginator<>(new Paginator.Reader<>() {
            @Override
            public Paginator.Piece<Person> after(ScanCursor from, int limit) {
                return piece(campaign, people.after(campaign.id(), from, limit, PARTS));
            }

            @Override
            public Paginator.Piece<Person> upTo(ScanCursor to, int limit) {
                return piece(campaign, people.upTo(campaign.id(), to, limit, PARTS));
            }
        });
    }

    private static Paginator.Piece<Person> piece(Campaign campaign, People.Page page) {
        return new Paginator.Piece<>(
                page.people().stream()
                        .map(person -> in(campaign, person))
                        .filter(person -> isShown(person.contact()))
                        .toList(),
                page.next());
    }

    private static Person in(Campaign campaign, Person person) {
        return new Person(person.contact().in(campaign.cycle()), person.attempts(), person.conversations());
    }

    /** Whether a list shows the contact: removed contacts are hidden. */
    private static boolean isShown(Contact contact) {
        return contact.status() != ContactStatus.REMOVED;
    }
}
