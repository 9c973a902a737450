package io.vuelta.handlers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;

/** Shows one contact with its data and with what its conversations brought. */
final class ContactView {
    private final Contacts contacts;
    private final Conversations conversations;

    ContactView(Contacts contacts, Conversations conversations) {
        this.contacts = contacts;
        this.conversations = conversations;
    }

    ObjectNode of(Contact contact) {
        return ContactsApi.json(contacts.withData(contact), conversations.of(contact.id()));
    }
}
