package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Agenda;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the contacts that may be tried next: retries that are due, then contacts that have not been tried, which a scan
 * finds.
 */
final class Candidates {
    /**
     * Maximum number of pages that one tick reads to find fresh contacts; the scan continues there at the next tick.
     */
    private static final int MAX_PAGES = 64;

    private static final int PAGE = 100;

    /**
     * Minimum page size: most contacts of a scan that begins again are no longer fresh, so small pages would take long.
     */
    private static final int MIN_PAGE = 25;

    private final Contacts contacts;

    Candidates(Contacts contacts) {
        this.contacts = contacts;
    }

    /**
     * A contact that may be tried.
     *
     * @param contact the stored contact, which may have been written in an earlier cycle
     * @param cursor the scan's position after the contact is claimed; empty for a contact that the scan did not find
     */
    record Candidate(Contact contact, Optional<ScanCursor> cursor) {}

    /**
     * The contacts that may be claimed next.
     *
     * @param cursor the scan's position after all these contacts are claimed
     */
    record Found(List<Candidate> candidates, ScanCursor cursor) {
        static final Found NONE = new Found(List.of(), ScanCursor.START);

        Found {
            candidates = List.copyOf(candidates);
        }

        /**
         * The first {@code most} of these contacts.
         *
         * @param before the scan's position before
         */
        Found first(int most, ScanCursor before) {
            if (candidates.size() <= most) {
                return this;
            }
            List<Candidate> some = candidates.subList(0, most);
            return new Found(some, some.getLast().cursor().orElse(before));
        }
    }

    Found find(Campaign campaign, OpenClaimsBook book, Waiters waiters, int most, Instant now) {
        List<Candidate> found = new ArrayList<>();
        if (waiters.mayHaveDueContact()) {
            due(campaign, Agenda.RETRY, now, most, found);
            due(campaign, Agenda.HELD, now, most, found);
        }
        return withFresh(campaign, book, waiters, most, found);
    }

    /** All waiting contacts, whenever they are due. */
    Found all(Campaign campaign, OpenClaimsBook book, Waiters waiters, int most, Instant now) {
        List<Candidate> found = new ArrayList<>();
        Instant ever = now.plus(PaceLine.EVER);
        due(campaign, Agenda.RETRY, ever, most, found);
        due(campaign, Agenda.HELD, ever, most, found);
        return withFresh(campaign, book, waiters, most, found);
    }

    private void due(Campaign campaign, Agenda agenda, Instant until, int most, List<Candidate> found) {
        if (found.size() >= most) {
            return;
        }
        List<ContactId> ids = contacts.due(campaign.id(), agenda, until, most - found.size());
        for (int from = 0; from < ids.size(); from += Contacts.MAX_READ) {
            contacts.findAll(ids.subList(from, Math.min(ids.size(), from + Contacts.MAX_READ))).stream()
                    .filter(stored -> isDue(stored, campaign, agenda, until))
                    .sorted(Comparator.comparing(Contact::due))
                    .forEach(stored -> found.add(new Candidate(stored, Optional.empty())));
        }
    }

    private Found withFresh(Campaign campaign, OpenClaimsBook book, Waiters waiters, int most, List<Candidate> found) {
        ScanCursor cursor = book.cursorIn(campaign.cycle().number());
        if (found.size() < most && waiters.fresh() > 0) {
            cursor = scan(campaign, cursor, most, found);
        }
        return new Found(found, cursor);
    }

    /** Continues the scan at its position. At its end it begins again, because contacts were loaded behind it. */
    private ScanCursor scan(Campaign campaign, ScanCursor from, int most, List<Candidate> found) {
        ScanCursor at = from.ended() ? ScanCursor.START : from;
        boolean anew = at.equals(ScanCursor.START);
        Set<ContactId> met = new HashSet<>();
        for (int page = 0; page < MAX_PAGES && found.size() < most; page++) {
            Contacts.Page next = contacts.after(campaign.id(), at, Math.clamp(most - found.size(), MIN_PAGE, PAGE));
            for (Contact stored : next.contacts()) {
                Contact contact = stored.in(campaign.cycle());
                if (found.size() == most) {
                    return found.getLast().cursor().orElse(at);
                }
                // A scan that begins again reads the same contacts again.
                if (contact.isFresh() && met.add(contact.id())) {
                    found.add(new Candidate(stored, Optional.of(at.past(contact.id()))));
                }
            }
            at = next.next();
            if (at.ended()) {
                if (anew) {
                    return at;
                }
                anew = true;
                at = ScanCursor.START;
            }
        }
        return at;
    }

    private static boolean isDue(Contact stored, Campaign campaign, Agenda agenda, Instant until) {
        Contact contact = stored.in(campaign.cycle());
        return contact.waits()
                && contact.due() != null
                && !contact.due().isAfter(until)
                && Agenda.of(contact) == agenda;
    }
}
