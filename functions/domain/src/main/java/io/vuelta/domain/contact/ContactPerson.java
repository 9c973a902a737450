package io.vuelta.domain.contact;

import io.vuelta.domain.phone.PhoneNumber;
import java.util.Map;

/**
 * The person of a contact, and the sources of the data.
 *
 * @param number the number that is dialled
 * @param source the upload, batch and row from which the contact was created
 * @param dataSource the upload, batch and row, or the request, that contained the present data
 * @param erasing whether the person is erased when the attempt under way has ended; no other attempt is made until then
 */
public record ContactPerson(PhoneNumber number, ContactData data, String source, String dataSource, boolean erasing) {
    /** A person who is not being erased. */
    public ContactPerson(PhoneNumber number, ContactData data, String source, String dataSource) {
        this(number, data, source, dataSource, false);
    }

    /** Whether the person's data was erased. */
    boolean isErased() {
        return number.isErased();
    }

    ContactPerson dialledAt(PhoneNumber form) {
        return new ContactPerson(form, data, source, dataSource, erasing);
    }

    ContactPerson with(ContactData other, String from) {
        return new ContactPerson(number, other, source, from, erasing);
    }

    ContactPerson erasing(boolean is) {
        return new ContactPerson(number, data, source, dataSource, is);
    }

    /** The person with the number only. */
    ContactPerson withoutData() {
        return with(new ContactData("", "", "", "", "", Map.of()), dataSource);
    }
}
