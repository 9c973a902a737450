package io.vuelta.handlers.api.contacts;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.domain.action.ActOnContact;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.Router;

/** Contacts of a campaign: add, list, show, retry, skip, remove, and all that has happened to one. */
public final class ContactsRoutes {
    private static final String CONTACTS = "/campaigns/{campaign}/contacts";
    private static final String CONTACT = CONTACTS + "/{contact}";

    private final AddContactsApi add;
    private final ContactsApi contacts;
    private final ContactActionsApi actions;
    private final FindContactsApi find;
    private final BulkApi bulk;

    public ContactsRoutes(ApiDependencies ports) {
        ContactView view =
                new ContactView(ports.contacts().contacts(), ports.attempts().conversations());
        this.contacts = new ContactsApi(
                ports.campaigns().campaigns(),
                ports.contacts().contacts(),
                ports.contacts().people(),
                ports.contacts().numbers(),
                view,
                ports.campaigns().counts());
        this.find = new FindContactsApi(
                ports.campaigns().campaigns(),
                ports.contacts().contacts(),
                ports.contacts().doNotContact(),
                ports.contacts().numbers(),
                view,
                ports.clock());
        this.add = new AddContactsApi(
                new AddContacts(
                        ports.campaigns().campaigns(),
                        ports.lines().agents(),
                        ports.contacts().contacts(),
                        ports.contacts().doNotContact(),
                        ports.contacts().numbers(),
                        ports.campaigns().wakes(),
                        ports.runtime().parallel(),
                        ports.clock()),
                ports.ids());
        this.bulk = new BulkApi(ports);
        this.actions = new ContactActionsApi(
                new ActOnContact(
                        ports.campaigns().campaigns(),
                        ports.contacts().contacts(),
                        ports.contacts().doNotContact(),
                        ports.campaigns().wakes(),
                        ports.runtime().races(),
                        ports.clock()),
                new ShowTimeline(
                        ports.campaigns().campaigns(),
                        ports.contacts().contacts(),
                        ports.attempts().attempts(),
                        ports.attempts().conversations(),
                        ports.campaigns().books(),
                        ports.clock()),
                view,
                ports.campaigns().campaigns(),
                ports.lines().agents(),
                ports.clock());
    }

    public void addTo(Router router) {
        router.creating(WRITE, CONTACTS, add::add)
                .on(READ, "GET", CONTACTS, contacts::list)
                .on(READ, "GET", "/contacts", find::find)
                // Before what may be any contact.
                .creating(WRITE, CONTACTS + "/bulk", bulk::create)
                .on(READ, "GET", "/campaigns/{campaign}/jobs", bulk::list)
                .on(READ, "GET", "/campaigns/{campaign}/jobs/{job}", bulk::show)
                .on(READ, "GET", CONTACT, contacts::show)
                .on(WRITE, "DELETE", CONTACT, actions::remove)
                .on(READ, "GET", CONTACT + "/timeline", actions::timeline)
                .on(WRITE, "POST", CONTACT + "/tag", actions::tag);
        ContactActionsApi.BY_NAME.forEach(action -> router.on(
                WRITE,
                "POST",
                CONTACT + "/" + ContactActionsApi.wire(action),
                request -> actions.act(request, action)));
        router.otherwise(WRITE, "POST", CONTACT + "/{action}", ContactActionsApi::unknown);
    }
}
