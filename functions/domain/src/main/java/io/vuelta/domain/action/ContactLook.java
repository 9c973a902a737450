package io.vuelta.domain.action;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a campaign's contacts with their data from all of its partitions, within the time limit of a request. */
final class ContactLook {
    /** Maximum time for reading: the API's function may run for 29 s. */
    private static final Duration MAX_LOOKING = Duration.ofSeconds(15);

    /** Size of the first page. It is small because the first few contacts are often enough. */
    private static final int FIRST_PAGE = 25;

    private static final int PAGE = 500;

    private final People people;
    private final InstantSource clock;

    ContactLook(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /**
     * Calls {@code wantsNext} with each contact, as it is in the campaign's current cycle, until it returns false.
     *
     * @param wantsNext handles a contact; whether the next one is needed
     * @return whether all contacts were read
     */
    boolean over(Campaign campaign, Predicate<Contact> wantsNext) {
        Instant deadline = clock.instant().plus(MAX_LOOKING);
        int limit = FIRST_PAGE;
        for (ScanCursor at = ScanCursor.START; !at.ended(); limit = PAGE) {
            if (clock.instant().isAfter(deadline)) {
                return false;
            }
            People.Page page = people.after(campaign.id(), at, limit, Set.of(People.Part.DATA));
            for (People.Person person : page.people()) {
                Contact contact = person.contact().in(campaign.cycle());
                if (!contact.isRemoved() && !wantsNext.test(contact)) {
                    return false;
                }
            }
            at = page.next();
        }
        return true;
    }
}
