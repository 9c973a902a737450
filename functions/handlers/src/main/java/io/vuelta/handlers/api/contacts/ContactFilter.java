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
 * The filter for the contacts of a campaign that a list shows.
 *
 * @param number as a person wrote it
 * @param country the country of a number without country code
 * @param text the searched text: a number, an identifier that the customer uses, or a part of a name
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
    /** Maximum number of contacts that are read for one identifier. */
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

    /** Whether the filter has a number or an identifier of a person. */
    boolean isOfPerson() {
        return number != null || externalId != null;
    }

    /** Whether the filter has only a status: the number of contacts is then known from the campaign's counts. */
    boolean isOnlyOfStatus() {
        return tag == null && number == null && externalId == null && text == null;
    }

    /**
     * The matching contacts with their data, if the filter identifies a person; empty if all contacts must be scanned.
     */
    Optional<List<Contact>> named(Campaign campaign, Contacts contacts, NumberReader numbers) {
        List<Contact> byText = text == null ? List.of() : withText(text, campaign, contacts, numbers);
        if (!isOfPerson()) {
            return byText.isEmpty() ? Optional.empty() : Optional.of(byText);
        }
        return Optional.of(ofPerson(campaign, contacts, numbers).stream()
                .filter(contact -> byText.isEmpty() ? isInName(contact) : contains(byText, contact))
                .toList());
    }

    private List<Contact> ofPerson(Campaign campaign, Contacts contacts, NumberReader numbers) {
        if (number == null) {
            return externalId == null ? List.of() : withExternalId(externalId, campaign, contacts);
        }
        PhoneNumber read = numbers.read(number, country)
                .canonical()
                .orElseThrow(() -> FindContactsApi.unreadable(number, List.of(country)));
        return withNumber(read, campaign, contacts);
    }

    /** The contacts whose number or identifier is this text. */
    private List<Contact> withText(String sought, Campaign campaign, Contacts contacts, NumberReader numbers) {
        return numbers.read(sought, country)
                .canonical()
                .map(read -> withNumber(read, campaign, contacts))
                .filter(people -> !people.isEmpty())
                .orElseGet(() -> withExternalId(sought, campaign, contacts));
    }

    private static boolean contains(List<Contact> contacts, Contact sought) {
        return contacts.stream().anyMatch(contact -> contact.id().equals(sought.id()));
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

    /** The text in small letters and without accents. */
    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
