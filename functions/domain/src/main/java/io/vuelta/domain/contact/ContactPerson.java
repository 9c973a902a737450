package io.vuelta.domain.contact;

import io.vuelta.domain.phone.PhoneNumber;
import java.util.Map;

/**
 * The person of a contact, and where the data came from.
 *
 * @param number that is dialled
 * @param source upload, batch and row that brought the contact
 * @param dataSource the same of the data that it has now
 */
public record ContactPerson(PhoneNumber number, ContactData data, String source, String dataSource) {
    /** The person's data was erased. */
    boolean isErased() {
        return number.isErased();
    }

    ContactPerson dialledAt(PhoneNumber form) {
        return new ContactPerson(form, data, source, dataSource);
    }

    ContactPerson with(ContactData other, String from) {
        return new ContactPerson(number, other, source, from);
    }

    /** The person with the number alone. */
    ContactPerson withoutData() {
        return with(new ContactData("", "", "", "", "", Map.of()), dataSource);
    }
}
