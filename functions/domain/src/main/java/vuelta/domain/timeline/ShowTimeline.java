package vuelta.domain.timeline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.claim.Books;
import vuelta.domain.contact.Attempts;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.EarlierAttempt;
import vuelta.domain.contact.HistoryEntry;

/** Tells all that is known of one contact, in the order in which it happened, and last why nothing happens now. */
public final class ShowTimeline {
    /** Earlier attempts that are shown, the latest. */
    private static final int MAX_EARLIER = 20;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Books books;
    private final InstantSource clock;

    public ShowTimeline(Campaigns campaigns, Contacts contacts, Attempts attempts, Books books, InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.books = books;
        this.clock = clock;
    }

    /** Empty if there is no such contact. */
    public Optional<List<Entry>> of(ContactId id) {
        Optional<Campaign> campaign = campaigns.find(id.campaign());
        Optional<Contact> found = contacts.find(id).filter(contact -> !contact.isRemoved());
        if (campaign.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        Contact contact = found.get().in(campaign.get().cycle());
        List<Entry> entries = new ArrayList<>();
        for (EarlierAttempt earlier : attempts.earlier(id, MAX_EARLIER)) {
            earlier.history().forEach(decision -> entries.add(decided(decision)));
            addEvents(earlier.attempt(), entries);
        }
        contact.history().forEach(decision -> entries.add(decided(decision)));
        if (contact.latest() != null) {
            addEvents(contact.latest(), entries);
        }
        entries.sort(Comparator.comparing(Entry::at).thenComparing(Entry::attempt));
        Instant now = clock.instant();
        Waiting waiting = books.find(id.campaign()).waiting();
        notTried(contact, campaign.get(), waiting, now).ifPresent(entries::add);
        return Optional.of(entries);
    }

    private static Entry decided(HistoryEntry decision) {
        return new Entry(decision.at(), Entry.Kind.DECISION, decision.what(), decision.attempt(), decision.until());
    }

    private static void addEvents(Attempt attempt, List<Entry> entries) {
        attempt.told()
                .forEach((what, at) -> entries.add(
                        new Entry(at, Entry.Kind.EVENT, what, attempt.id().number(), null)));
    }

    /** Why a contact that waits is not tried at this moment; empty for one that does not wait. */
    static Optional<Entry> notTried(Contact contact, Campaign campaign, @Nullable Waiting waiting, Instant now) {
        if (!contact.waits()) {
            return Optional.empty();
        }
        Instant due = contact.due();
        if (campaign.archived()) {
            return Optional.of(because("CAMPAIGN_ARCHIVED", null, now));
        }
        if (campaign.status() != CampaignStatus.ACTIVE) {
            Instant next = campaign.status() == CampaignStatus.COOLDOWN
                    ? campaign.nextCycle().orElse(null)
                    : null;
            return Optional.of(because("CAMPAIGN_" + campaign.status().name(), next, now));
        }
        if (due != null && due.isAfter(now)) {
            return Optional.of(
                    contact.isHeld()
                            ? because(contact.reason(), contact.heldUntil(), now)
                            : because("NOT_DUE_YET", due, now));
        }
        return Optional.of(
                waiting == null
                        ? because("IN_TURN", null, now)
                        : because("CAMPAIGN_WAITS_" + waiting.reason().name(), waiting.until(), now));
    }

    private static Entry because(String what, @Nullable Instant until, Instant now) {
        return new Entry(now, Entry.Kind.NOT_TRIED, what, 0, until);
    }
}
