package io.vuelta.testkit.contracts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.Contacts.Written;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

/**
 * The common part of the stores' contracts. Every test uses its own campaign and line, so that all tests can use one
 * store.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class StoreContract implements HasStores {
    static final Instant NOW = Examples.MONDAY;
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_BUSY = 200;

    /** Begins with the time, like real ids: a search by number reads the contacts of the latest campaigns first. */
    final String fresh = "t" + Long.toHexString(System.currentTimeMillis())
            + UUID.randomUUID().toString().substring(0, 7);

    final CampaignId campaign = new CampaignId(fresh);
    final LineId line = new LineId("line-" + fresh);

    private @Nullable StoresUnderTest opened;

    @BeforeEach
    void open() {
        opened = stores();
    }

    final StoresUnderTest store() {
        StoresUnderTest stores = opened;
        if (stores == null) {
            throw new IllegalStateException("not within a test");
        }
        return stores;
    }

    /** A stored campaign, with its version. */
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

    /** Stores this number of contacts that wait for their first attempt. */
    final List<Contact> loaded(int count) {
        return loaded(campaign, count);
    }

    final List<Contact> loaded(CampaignId id, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> done(store().contacts().create(Examples.contact(id, n))))
                .toList();
    }

    final Contact loaded() {
        return loaded(1).getFirst();
    }

    final Contact read(ContactId id) {
        return store().contacts().find(id).orElseThrow();
    }

    final Attempt read(AttemptId id) {
        return store().attempts().find(id).orElseThrow();
    }

    final Intake intake() {
        return store().campaigns().intake(campaign);
    }

    final OpenClaimsBook book() {
        return store().pacing().books().find(campaign);
    }

    /** The written contact; fails if the race was lost. */
    static Contact done(Written written) {
        assertThat(written).isInstanceOf(Written.Done.class);
        return ((Written.Done) written).contact();
    }

    /** Writes a contact; fails if the write is refused, and tries again if the store is busy. */
    final Contact write(Contact before, Contact after) {
        return done(unlessBusy(() -> store().contacts().write(before, after)));
    }

    static <T> T unlessBusy(Supplier<T> operation) {
        for (int i = 1; i < MAX_BUSY; i++) {
            try {
                return operation.get();
            } catch (StoreBusy _) {
                LockSupport.parkNanos(Duration.ofMillis(i).toNanos());
            }
        }
        return operation.get();
    }

    static Place place(long batch) {
        return new Place(batch, 0);
    }

    static Place at(Contact claimed) {
        return requireNonNull(claimed.place());
    }

    /** The contact, claimed by the batch, as stored. */
    final Contact claimed(Contact contact, long batch) {
        return write(contact, contact.claimed(place(batch), NOW.plusSeconds(1), TODAY, NOW));
    }

    static AttemptId next(Contact claimed) {
        return new AttemptId(claimed.id(), claimed.attempts());
    }

    final Call created(Contact claimed) {
        return Call.created(next(claimed), line, claimed.number(), "Ana ñ", true, "invocation-1", at(claimed), NOW);
    }

    /** The contact, with its next attempt begun, as stored. */
    final Contact begun(Contact claimed) {
        return begun(claimed, created(claimed));
    }

    final Contact begun(Contact claimed, Attempt attempt) {
        return done(unlessBusy(() -> store().contacts().begin(claimed, claimed.begun(attempt, NOW))));
    }

    /** The contact with a first attempt that has failed, and a second one that has begun. */
    final Contact begunTwice(Contact contact) {
        Contact failed = begun(claimed(contact, 1));
        return begun(claimed(write(failed, waiting(failed)), 2));
    }

    /** The contact after its attempt, waiting for another one. */
    static Contact waiting(Contact begun) {
        return ContactEdit.of(begun)
                .status(ContactStatus.RETRYING)
                .due(NOW)
                .claim(null)
                .done();
    }

    static Contact with(Contact contact, ContactStatus status, @Nullable Instant due) {
        return ContactEdit.of(contact).status(status).due(due).claim(null).done();
    }

    /** All of the campaign's contacts, by a scan of its partitions. */
    final List<Contact> walk(int limit) {
        List<Contact> seen = new ArrayList<>();
        ScanCursor at = ScanCursor.START;
        for (int pages = 0; !at.ended(); pages++) {
            assertThat(pages).as("pages of a walk that must end").isLessThan(10_000);
            Contacts.Page page = store().contacts().after(campaign, at, limit);
            assertThat(page.contacts()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.contacts());
            at = page.next();
        }
        return seen;
    }

    /** Waits for a result that a port promises only eventually. */
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

    /** The results of a task that runs on all threads in parallel. */
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
