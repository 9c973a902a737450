package io.vuelta.domain.timeline;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Attempts;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.EarlierAttempt;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the whole history of one contact, in the order of {@link CausalOrder}. The last entry is why nothing happens
 * now, what an attempt under way waits for, or why no attempt follows.
 */
public final class ShowTimeline {
    /** Maximum number of earlier attempts that are shown, the latest ones. */
    static final int MAX_EARLIER = 20;

    private final Campaigns campaigns;
    private final Contacts contacts;
    private final Attempts attempts;
    private final Conversations conversations;
    private final OpenClaimsBooks books;
    private final InstantSource clock;

    public ShowTimeline(
            Campaigns campaigns,
            Contacts contacts,
            Attempts attempts,
            Conversations conversations,
            OpenClaimsBooks books,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.contacts = contacts;
        this.attempts = attempts;
        this.conversations = conversations;
        this.books = books;
        this.clock = clock;
    }

    /** The timeline of a contact, or the reason why there is none. */
    public sealed interface Timeline {
        /**
         * The whole timeline.
         *
         * @param campaign the campaign; the sentences need its time zone and channel
         */
        record Shown(Campaign campaign, List<Entry> entries) implements Timeline {
            public Shown {
                entries = List.copyOf(entries);
            }
        }

        /** The contact was removed: only the removal is shown. */
        record Removed(Campaign campaign, Entry entry) implements Timeline {}

        record NoSuchContact() implements Timeline {}
    }

    public Timeline of(ContactId id) {
        Optional<Campaign> campaign = campaigns.find(id.campaign());
        Optional<Contact> found = campaign.isEmpty() ? Optional.empty() : contacts.find(id);
        if (campaign.isEmpty() || found.isEmpty()) {
            return new Timeline.NoSuchContact();
        }
        return found.get().isRemoved()
                ? new Timeline.Removed(campaign.get(), removed(found.get()))
                : new Timeline.Shown(
                        campaign.get(), entries(found.get().in(campaign.get().cycle()), campaign.get()));
    }

    /** The entry of a removed contact, with the time of its removal. */
    public static Entry removed(Contact contact) {
        Instant at = contact.log().lastUpdate();
        return Entry.of(at, Entry.Kind.NO_MORE, TimelineCode.CONTACT_REMOVED, 0).with("removed", new Fact.At(at));
    }

    private List<Entry> entries(Contact contact, Campaign campaign) {
        List<Entry> decisions = new ArrayList<>();
        List<Entry> events = new ArrayList<>();
        for (EarlierAttempt earlier : earlier(contact, decisions)) {
            earlier.history().stream().map(Decision::of).forEach(decisions::add);
            addEvents(earlier.attempt(), events);
        }
        contact.log().history().stream().map(Decision::of).forEach(decisions::add);
        if (contact.latest() != null) {
            addEvents(contact.latest(), events);
        }
        addResults(contact, events);
        List<Entry> entries = new ArrayList<>(CausalOrder.of(decisions, events));
        Instant now = clock.instant();
        OpenClaimsBook book = books.find(campaign.id());
        WhyNow.notTried(contact, campaign, book.waiting(), now).ifPresent(entries::add);
        WhyNow.awaited(contact, book, now).ifPresent(entries::add);
        entries.addAll(NoMore.of(contact, campaign, now));
        return entries;
    }

    /** The latest of the earlier attempts. If there are more, an entry states that they are omitted. */
    private List<EarlierAttempt> earlier(Contact contact, List<Entry> decisions) {
        List<EarlierAttempt> shown = attempts.earlier(contact.id(), MAX_EARLIER);
        if (shown.size() == MAX_EARLIER) {
            Attempt first = shown.getFirst().attempt();
            int leftOut = first.id().number() - 1;
            if (leftOut > 0) {
                // The decisions between the previous attempt and its claim are also omitted.
                Instant at = shown.getFirst().history().stream()
                        .map(HistoryEntry::at)
                        .findFirst()
                        .orElse(first.createdAt());
                decisions.add(Entry.of(at, Entry.Kind.DECISION, TimelineCode.ATTEMPTS_LEFT_OUT, 0)
                        .with("number", leftOut));
            }
        }
        return shown;
    }

    private static void addEvents(Attempt attempt, List<Entry> events) {
        attempt.eventTimes()
                .forEach((what, at) -> events.add(
                        Entry.of(at, Entry.Kind.EVENT, what, attempt.id().number())));
    }

    private void addResults(Contact contact, List<Entry> events) {
        for (Map.Entry<Integer, Conversation> one :
                conversations.of(contact.id()).entrySet()) {
            Conversation conversation = one.getValue();
            Instant at = conversation.reportedAt();
            if (at != null) {
                events.add(Entry.of(at, Entry.Kind.EVENT, TimelineCode.RESULT, one.getKey())
                        .with(
                                "tags",
                                conversation.tags().isEmpty()
                                        ? null
                                        : new Fact.Text(String.join(", ", conversation.tags())))
                        .with(
                                "converted",
                                conversation.converted() ? new Fact.Cause(TimelineCode.CONVERTED.name()) : null)
                        .with(
                                "opted_out",
                                conversation.optOut() == null ? null : new Fact.Cause(TimelineCode.OPTED_OUT.name())));
            }
        }
    }
}
