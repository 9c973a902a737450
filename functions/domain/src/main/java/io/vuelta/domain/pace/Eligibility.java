package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.window.ContactZones;
import io.vuelta.domain.window.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Divides the found contacts into those that can be claimed and the others. A contact whose attempt would be too late
 * is dropped. A contact whose own window is closed is held until it opens, and so is a contact whose zone is unknown.
 *
 * @param fit the contacts that can be claimed
 * @param changes the changes of the other contacts
 */
record Eligibility(List<Candidates.Candidate> fit, List<Contacts.Change> changes) {
    /**
     * The wait before such a contact is checked again: an unknown zone, or zones without a common open hour, do not
     * change. After a change of settings it is checked immediately.
     */
    private static final Duration LOOK_AGAIN = Duration.ofDays(30);

    Eligibility {
        fit = List.copyOf(fit);
        changes = List.copyOf(changes);
    }

    /** Whether contacts of this campaign may be dropped or held. */
    static boolean mayPutAside(Campaign campaign) {
        return campaign.settings().hours().contactZones() || campaign.settings().expires() != null;
    }

    static Eligibility of(List<Candidates.Candidate> found, Campaign campaign, ContactZones zones, Instant now) {
        List<Candidates.Candidate> fit = new ArrayList<>();
        List<Contacts.Change> changes = new ArrayList<>();
        for (Candidates.Candidate candidate : found) {
            Contact stored = candidate.contact();
            Contact contact = stored.in(campaign.cycle());
            Optional<Contact> other = contact.isExpired(campaign, now)
                    ? Optional.of(contact.dropped(TimelineCode.EXPIRED.name(), now))
                    : held(contact, campaign, zones, now);
            other.ifPresentOrElse(after -> changes.add(new Contacts.Change(stored, after)), () -> fit.add(candidate));
        }
        return new Eligibility(fit, changes);
    }

    private static Optional<Contact> held(Contact contact, Campaign campaign, ContactZones zones, Instant now) {
        if (!campaign.settings().hours().contactZones()) {
            return Optional.empty();
        }
        return switch (zones.of(contact.number())) {
            case ContactZones.Zones.CountryOfOneZone _ -> Optional.empty();
            case ContactZones.Zones.Unknown _ -> Optional.of(contact.heldForGood(now.plus(LOOK_AGAIN), now));
            case ContactZones.Zones.Known known -> heldUntilOpen(contact, campaign, known.zones(), now);
        };
    }

    private static Optional<Contact> heldUntilOpen(Contact contact, Campaign campaign, Set<ZoneId> zones, Instant now) {
        Hours hours = campaign.hours(zones);
        if (hours.isOpen(now)) {
            return Optional.empty();
        }
        return Optional.of(hours.nextOpen(now)
                .map(opens ->
                        contact.held(opens, zones.size() == 1 ? zones.iterator().next() : null, now))
                .orElseGet(() -> contact.heldWithoutCommonHour(now.plus(LOOK_AGAIN), now)));
    }
}
