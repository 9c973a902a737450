package io.vuelta.handlers.api.contacts;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Query;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts of a campaign a list shows.
 *
 * @param number as a person wrote it
 * @param country in which a number without country code is read
 * @param text the searched text: a number, an identifier of the customer's, or a part of a name
 */
record ContactFilter(
        @Nullable ContactStatus status,
        @Nullable String tag,
        @Nullable String number,
        @Nullable String externalId,
        @Nullable String text,
        String country) {
    static final String STATUS = "status";
    static final String TAG = "tag";
    static final String TEXT = "q";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** Contacts of one identifier that are read. */
    private static final int MAX_FOUND = Contacts.MAX_READ;

    static ContactFilter of(Query query, Campaign campaign) {
        return new ContactFilter(
                query.oneOf(STATUS, ContactStatus::ofWire, DomainFields.STATUSES)
                        .orElse(null),
                query.text(TAG).orElse(null),
                query.text(FindContactsApi.NUMBER).orElse(null),
                query.text(FindContactsApi.EXTERNAL_ID).orElse(null),
                query.text(TEXT).map(String::strip).orElse(null),
                query.text(FindContactsApi.COUNTRY)
                        .map(text -> DomainFields.region(FindContactsApi.COUNTRY, text))
                        .orElse(campaign.settings().defaultRegion()));
    }

    boolean isNone() {
        return isOnlyOfStatus() && status == null;
    }

    /** Whether it names a person by a number or an identifier. */
    boolean isOfPerson() {
        return number != null || externalId != null;
    }

    /** Then the campaign's counts know how many there are. */
    boolean isOnlyOfStatus() {
        return tag == null && number == null && externalId == null && text == null;
    }

    /**
     * The contacts that are meant, with their data, where the filter names a person; empty where all must be looked at.
     */
    Optional<List<Contact>> named(Campaign campaign, Contacts contacts, NumberReader numbers) {
        if (number != null) {
            PhoneNumber read = numbers.read(number, country)
                    .canonical()
                    .orElseThrow(() -> FindContactsApi.unreadable(number, List.of(country)));
            return Optional.of(withNumber(read, campaign, contacts));
        }
        if (externalId != null) {
            return Optional.of(withExternalId(externalId, campaign, contacts));
        }
        if (text == null) {
            return Optional.empty();
        }
        List<Contact> found = numbers.read(text, country)
                .canonical()
                .map(read -> withNumber(read, campaign, contacts))
                .filter(people -> !people.isEmpty())
                .orElseGet(() -> withExternalId(text, campaign, contacts));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static List<Contact> withNumber(PhoneNumber number, Campaign campaign, Contacts contacts) {
        return contacts.find(ContactId.of(campaign.id(), number)).map(contacts::withData).stream()
                .toList();
    }

    private static List<Contact> withExternalId(String externalId, Campaign campaign, Contacts contacts) {
        List<ContactId> ids = contacts.withExternalId(externalId, Optional.of(campaign.id()), MAX_FOUND);
        return ids.isEmpty()
                ? List.of()
                : contacts.findAll(ids).stream()
                        .map(contacts::withData)
                        .filter(contact -> contact.data().externalId().equals(externalId))
                        .sorted(Comparator.comparing(contact -> contact.id().hash()))
                        .toList();
    }

    /** Whether a contact has the status, the tag and the identifier of the filter. */
    boolean passes(Contact contact) {
        return (status == null || contact.status() == status)
                && (tag == null || contact.results().tags().contains(tag))
                && (externalId == null || contact.data().externalId().equals(externalId));
    }

    /** Whether the filter's text is a part of the name. */
    boolean isInName(Contact contact) {
        return text == null || plain(contact.data().name()).contains(plain(text));
    }

    /** Without case and accents. */
    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
