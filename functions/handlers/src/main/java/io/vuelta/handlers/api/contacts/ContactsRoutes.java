package io.vuelta.handlers.api.contacts;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.Router;
import java.time.InstantSource;

/** Contacts of a campaign: add, list, show, retry, skip, remove, and show the timeline of one. */
public final class ContactsRoutes {
    private static final String CONTACTS = "/campaigns/{campaign}/contacts";
    private static final String CONTACT = CONTACTS + "/{contact}";

    private final AddContactsApi add;
    private final ContactsApi contacts;
    private final ContactActionsApi actions;
    private final FindContactsApi find;
    private final BulkApi bulk;

    public ContactsRoutes(ApiDependencies ports) {
        Campaigns campaigns = ports.campaigns().campaigns();
        Contacts stored = ports.contacts().contacts();
        DoNotContact doNotContact = ports.contacts().doNotContact();
        Wakes wakes = ports.campaigns().wakes();
        InstantSource clock = ports.clock();
        ContactView view = new ContactView(stored, ports.attempts().conversations());
        this.contacts = new ContactsApi(
                campaigns,
                stored,
                ports.contacts().people(),
                ports.contacts().numbers(),
                view,
                ports.campaigns().counts());
        this.find = new FindContactsApi(
                campaigns, stored, doNotContact, ports.contacts().numbers(), view, clock);
        this.add = new AddContactsApi(
                new AddContacts(
                        campaigns,
                        ports.lines().agents(),
                        stored,
                        doNotContact,
                        ports.contacts().numbers(),
                        wakes,
                        ports.runtime().parallel(),
                        clock),
                ports.ids());
        this.bulk = new BulkApi(ports);
        this.actions = new ContactActionsApi(
                new ActOnContact(
                        campaigns, stored, doNotContact, wakes, ports.runtime().races(), clock),
                timeline(ports),
                view,
                campaigns,
                ports.lines().agents(),
                clock);
    }

    private static ShowTimeline timeline(ApiDependencies ports) {
        return new ShowTimeline(
                ports.campaigns().campaigns(),
                ports.contacts().contacts(),
                ports.attempts().attempts(),
                ports.attempts().conversations(),
                ports.campaigns().books(),
                ports.clock());
    }

    public void addTo(Router router) {
        router.creating(WRITE, CONTACTS, add::add)
                .on(READ, "GET", CONTACTS, contacts::list)
                .on(READ, "GET", "/contacts", find::find)
                // This route comes before the routes with a contact's id, because its word could be an id.
                .creating(WRITE, CONTACTS + "/bulk", bulk::create)
                .on(READ, "GET", "/campaigns/{campaign}/jobs", bulk::list)
                .on(READ, "GET", "/campaigns/{campaign}/jobs/{job}", bulk::show)
                .on(READ, "GET", CONTACT, contacts::show)
                .on(WRITE, "DELETE", CONTACT, actions::remove)
                .on(READ, "GET", CONTACT + "/timeline", actions::timeline)
                .on(WRITE, "POST", CONTACT + "/tag", actions::tag);
        ContactActionsApi.BY_NAME.forEach(action ->
                router.on(WRITE, "POST", CONTACT + "/" + action.wire(), request -> actions.act(request, action)));
        router.otherwise(WRITE, "POST", CONTACT + "/{action}", ContactActionsApi::unknown);
    }
}
