package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import vuelta.domain.attempt.Attempt;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.Attempts;
import vuelta.domain.attempt.Call;
import vuelta.domain.campaign.Campaign;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.campaign.CampaignSettings;
import vuelta.domain.campaign.CampaignStatus;
import vuelta.domain.campaign.ContactStatus;
import vuelta.domain.campaign.LifeCycle;
import vuelta.domain.contact.Claim;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts;
import vuelta.domain.contact.Sweep;
import vuelta.domain.fakes.ContactEdit;
import vuelta.domain.fakes.Examples;
import vuelta.domain.ledger.Claiming;
import vuelta.domain.ledger.Commit;
import vuelta.domain.ledger.ContactChange;
import vuelta.domain.ledger.Counters;
import vuelta.domain.ledger.Ledger;
import vuelta.domain.ledger.Pacing;
import vuelta.domain.ledger.StoreBusy;
import vuelta.domain.line.LineId;

/**
 * What the stores' contracts share. Every test works on a campaign and a line of its own, so that one store may serve
 * them all.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class StoreContract {
    static final Instant NOW = Examples.MONDAY;
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BUSY = 200;

    final String fresh = "t" + UUID.randomUUID().toString().substring(0, 18);
    final CampaignId campaign = new CampaignId(fresh);
    final LineId line = new LineId("line-" + fresh);

    private @Nullable Stores opened;

    /** The ports under test. */
    protected abstract Stores stores();

    @BeforeEach
    void open() {
        opened = stores();
    }

    final Stores store() {
        Stores stores = opened;
        if (stores == null) {
            throw new IllegalStateException("not within a test");
        }
        return stores;
    }

    /** A stored campaign, as its store has it. */
    final Campaign stored(CampaignStatus status, CampaignSettings settings) {
        store().campaigns().create(Examples.campaign(campaign, line, status, settings));
        return read();
    }

    final Campaign active() {
        return stored(CampaignStatus.ACTIVE, Examples.settings());
    }

    final Campaign read() {
        return read(campaign);
    }

    final Campaign read(CampaignId id) {
        return store().campaigns().find(id).orElseThrow();
    }

    static Campaign moved(Campaign campaign, CampaignAction action) {
        if (LifeCycle.decide(campaign, action, NOW) instanceof LifeCycle.Decision.Moved decision) {
            return decision.to();
        }
        throw new IllegalArgumentException(action + " from " + campaign.status());
    }

    /** That many contacts, stored, waiting for their first attempt. */
    final List<Contact> loaded(int count) {
        List<ContactChange> changes = IntStream.range(0, count)
                .mapToObj(n -> new ContactChange(null, Examples.contact(campaign, n)))
                .toList();
        for (int from = 0; from < count; from += Commit.MOST_LOADED) {
            done(changed(changes.subList(from, Math.min(count, from + Commit.MOST_LOADED))));
        }
        return changes.stream().map(change -> read(change.after().id())).toList();
    }

    final Contact read(ContactId id) {
        return store().contacts().find(id).orElseThrow();
    }

    final Attempt read(AttemptId id) {
        return store().attempts().find(id).orElseThrow();
    }

    final Pacing pacing() {
        return store().ledger().pacing(campaign);
    }

    final Counters counters() {
        return store().ledger().counters(campaign);
    }

    final Commit changed(List<ContactChange> changes) {
        return Commit.contacts(read(), changes);
    }

    /** Commits what must not be refused. */
    final void done(Commit commit) {
        assertThat(commit(commit)).isEqualTo(new Ledger.Result.Done());
    }

    /** Commits; a store that is busy is asked again. */
    final Ledger.Result commit(Commit commit) {
        return unlessBusy(() -> store().ledger().commit(commit));
    }

    static <T> T unlessBusy(Supplier<T> operation) {
        for (int i = 1; i < MOST_BUSY; i++) {
            try {
                return operation.get();
            } catch (StoreBusy e) {
                LockSupport.parkNanos(Duration.ofMillis(i).toNanos());
            }
        }
        return operation.get();
    }

    static Contact claimed(Contact contact) {
        return contact.claimed(NOW.plusSeconds(1), TODAY, NOW.plusSeconds(31), NOW);
    }

    final Commit claim(List<Contact> contacts, Pacing read, int maxInFlight, OptionalInt maxOnDay, LocalDate day) {
        List<ContactChange> changes = contacts.stream()
                .map(contact ->
                        new ContactChange(contact, contact.claimed(NOW.plusSeconds(1), day, NOW.plusSeconds(31), NOW)))
                .toList();
        Claiming claiming = new Claiming(read, maxInFlight, day, maxOnDay, read.sweep(), NOW.plusSeconds(1));
        return Commit.claim(read(), changes, claiming);
    }

    /** The contact, sending, as stored. */
    final Contact sending(Contact contact) {
        done(claim(List.of(contact), pacing(), 1_000, OptionalInt.empty(), TODAY));
        return read(contact.id());
    }

    static AttemptId next(Contact sending) {
        return new AttemptId(sending.id(), sending.attempts());
    }

    final Attempt created(Contact sending) {
        return Call.created(
                next(sending), line, sending.number(), sending.data().name(), true, NOW);
    }

    final Commit begin(Contact sending) {
        ContactChange begun = new ContactChange(sending, sending.begun(NOW.plusSeconds(90), NOW));
        return Commit.begin(read(), begun, created(sending));
    }

    static Contact with(Contact contact, ContactStatus status, @Nullable Instant due, @Nullable Claim claim) {
        return ContactEdit.of(contact).status(status).due(due).claim(claim).done();
    }

    /** All of the campaign's contacts, by a walk through its partitions. */
    final List<Contact> walk(int limit) {
        List<Contact> seen = new ArrayList<>();
        Sweep at = Sweep.START;
        for (int pages = 0; !at.ended(); pages++) {
            assertThat(pages).as("pages of a walk that must end").isLessThan(10_000);
            Contacts.Page page = store().contacts().after(campaign, at, limit);
            assertThat(page.contacts()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.contacts());
            at = page.next();
        }
        return seen;
    }

    /** All of the campaign's attempts, by a walk through its partitions. */
    final List<Attempt> walkAttempts(int limit) {
        List<Attempt> seen = new ArrayList<>();
        for (Sweep shard = Sweep.START; !shard.ended(); shard = shard.nextShard()) {
            String key = "";
            do {
                Attempts.Page page = store().attempts().after(campaign, shard, key, limit);
                assertThat(page.attempts()).hasSizeLessThanOrEqualTo(limit);
                seen.addAll(page.attempts());
                key = page.nextKey();
            } while (!key.isEmpty());
        }
        return seen;
    }

    /** The counters are the contacts and attempts, and the number in flight is that of the contacts under way. */
    final void assertCountersAreARecount() {
        Counters sum = Counters.NONE;
        int underWay = 0;
        for (Contact stored : walk(100)) {
            Contact contact = stored.in(read().cycle());
            sum = sum.plus(Counters.of(contact));
            underWay += contact.isUnderWay() ? 1 : 0;
        }
        for (Attempt attempt : walkAttempts(100)) {
            sum = sum.plus(Counters.of(attempt));
        }
        // The sum with nothing leaves out the zeros, which a store may keep.
        assertThat(counters().plus(Counters.NONE)).isEqualTo(sum);
        assertThat(pacing().inFlight()).isEqualTo(underWay);
    }

    /** For what a port promises only in the end. */
    static void eventually(Runnable assertion) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    /** What each of the threads came to, all running at once. */
    static <T> List<T> atOnce(int threads, Callable<T> task) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(Collections.nCopies(threads, task))) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("one of the threads failed", e.getCause());
        }
    }
}
