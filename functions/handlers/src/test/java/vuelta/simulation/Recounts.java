package vuelta.simulation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.ContactId;
import vuelta.domain.campaign.Waiting;
import vuelta.domain.contact.Contact;
import vuelta.domain.count.Counters;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Marks;
import vuelta.domain.ledger.Pacing;

/**
 * The counters are the contacts, at every instant. What a commit touched is counted again after it, and now and then
 * everything is.
 */
final class Recounts implements Ledger {
    private static final int WHOLE_EVERY = 500;

    private final InMemoryStore store;
    private final Histories histories;
    private final Chaos chaos;
    private final Map<ContactId, Contact> contacts = new HashMap<>();
    private final Map<AttemptId, Attempt> attempts = new HashMap<>();
    private final Map<CampaignId, Map<String, Long>> counts = new HashMap<>();
    private final Map<CampaignId, Integer> inFlight = new HashMap<>();
    private final Set<CampaignId> touched = new LinkedHashSet<>();
    private final Set<ContactId> touchedContacts = new LinkedHashSet<>();
    private final Set<AttemptId> touchedAttempts = new LinkedHashSet<>();
    private final Deque<Commit> underWay = new ArrayDeque<>();
    private int steps;

    Recounts(InMemoryStore store, Histories histories, Chaos chaos) {
        this.store = store;
        this.histories = histories;
        this.chaos = chaos;
    }

    @Override
    public Result commit(Commit commit) {
        underWay.push(commit);
        try {
            return store.ledger().commit(commit);
        } finally {
            touch(underWay.pop());
        }
    }

    private void touch(Commit commit) {
        touched.add(commit.id());
        commit.contacts().forEach(change -> touchedContacts.add(change.after().id()));
        commit.attempts().forEach(change -> touchedAttempts.add(change.after().id()));
    }

    /** After a step. */
    void check() {
        // In the middle of a commit something else may have happened: whether it is written by now is not known.
        underWay.forEach(this::touch);
        if (touched.isEmpty()) {
            return;
        }
        chaos.quietly(() -> {
            touchedContacts.forEach(this::count);
            touchedAttempts.forEach(this::count);
            touched.forEach(this::compare);
            return true;
        });
        touched.clear();
        touchedContacts.clear();
        touchedAttempts.clear();
        if (++steps % WHOLE_EVERY == 0) {
            checkWhole();
        }
    }

    void checkWhole() {
        chaos.quietly(() -> {
            for (CampaignId id : histories.ids()) {
                Violation.unless(
                        store.ledger().counters(id).equals(store.recount(id)),
                        "the counters of %s are a recount: %s, not %s",
                        id,
                        store.ledger().counters(id),
                        store.recount(id));
                compare(id);
            }
            return true;
        });
    }

    private void count(ContactId id) {
        Contact now = store.contacts().find(id).orElse(null);
        if (now != null) {
            Contact read = now.in(histories.now(id.campaign()).cycle());
            Contact before = contacts.put(id, read);
            move(id.campaign(), before == null ? null : Counters.of(before), Counters.of(read));
            inFlight.merge(id.campaign(), underWay(read) - underWay(before), Integer::sum);
        }
    }

    private static int underWay(@Nullable Contact contact) {
        return contact != null && contact.isUnderWay() ? 1 : 0;
    }

    private void count(AttemptId id) {
        Attempt now = store.attempts().find(id).orElse(null);
        Attempt before = now == null ? null : attempts.put(id, now);
        if (now != null) {
            move(id.campaign(), before == null ? null : Counters.of(before), Counters.of(now));
        }
    }

    private void move(CampaignId campaign, @Nullable Counters before, Counters after) {
        Map<String, Long> sum = counts.computeIfAbsent(campaign, key -> new HashMap<>());
        if (before != null) {
            before.counts().forEach((name, count) -> sum.merge(name, -count, Long::sum));
        }
        after.counts().forEach((name, count) -> sum.merge(name, count, Long::sum));
        sum.values().removeIf(count -> count.longValue() == 0);
    }

    private void compare(CampaignId id) {
        Map<String, Long> recount = counts.getOrDefault(id, Map.of());
        Counters counters = store.ledger().counters(id);
        Violation.unless(counters.counts().equals(recount), "the counters of %s: %s, not %s", id, counters, recount);
        Pacing pacing = store.ledger().pacing(id);
        int sending = inFlight.getOrDefault(id, 0);
        Violation.unless(pacing.inFlight() == sending, "in flight of %s: %s, not %s", id, pacing.inFlight(), sending);
        int concurrency =
                histories.ever(id).mapToInt(CampaignSettings::concurrency).max().orElseThrow();
        Violation.unless(pacing.inFlight() <= concurrency, "%s has claimed %d", id, pacing.inFlight());
        boolean limited = histories.ever(id).allMatch(settings -> settings.messageLimit() != null);
        Violation.unless(!limited || pacing.sent() <= mostSent(id), "%s has counted %d on a day", id, pacing.sent());
    }

    private int mostSent(CampaignId id) {
        return histories
                .ever(id)
                .mapToInt(settings -> requireNonNull(settings.messageLimit()))
                .max()
                .orElseThrow();
    }

    @Override
    public Pacing pacing(CampaignId campaign) {
        return store.ledger().pacing(campaign);
    }

    @Override
    public Counters counters(CampaignId campaign) {
        return store.ledger().counters(campaign);
    }

    @Override
    public void waiting(CampaignId campaign, @Nullable Waiting waiting) {
        store.ledger().waiting(campaign, waiting);
    }

    @Override
    public boolean mark(CampaignId campaign, Pacing read, Marks marks) {
        return store.ledger().mark(campaign, read, marks);
    }

    @Override
    public boolean runDry(Campaign next) {
        return store.ledger().runDry(next);
    }

    /** Everybody who returns is another from then on. */
    @Override
    public boolean beginCycle(Campaign next, Counters read) {
        try {
            return store.ledger().beginCycle(next, read);
        } finally {
            touched.add(next.id());
            chaos.quietly(() -> store.contactsOf(next.id())).forEach(contact -> touchedContacts.add(contact.id()));
        }
    }

    @Override
    public boolean reopen(Campaign next) {
        return store.ledger().reopen(next);
    }
}
