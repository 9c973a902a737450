package io.vuelta.simulation;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.line.Channel;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the stored figures of a campaign with its contacts: the pacer's book has all claimed contacts at each
 * instant, and the counts equal a recount whenever the change stream has been read to its end.
 */
final class Recounts {
    private static final int WHOLE_EVERY = 200;

    private final InMemoryStore store;
    private final SimulatedStream stream;
    private final Histories histories;
    private final io.vuelta.simulation.Book calls;
    private final RecordedRequests requests;
    private final Chaos chaos;
    private final Set<CampaignId> finished = new HashSet<>();
    private final Map<ContactId, Contact> contacts = new HashMap<>();
    private final Map<CampaignId, Integer> underWay = new HashMap<>();
    private final Map<CampaignId, Checked> checked = new HashMap<>();
    private final Set<ContactId> touched = new LinkedHashSet<>();
    private int steps;

    /** The inputs of a check: while they are equal the check is not repeated. */
    private record Checked(long book, int claimed, int placed) {}

    Recounts(
            InMemoryStore store,
            SimulatedStream stream,
            Histories histories,
            io.vuelta.simulation.Book calls,
            RecordedRequests requests,
            Chaos chaos) {
        this.store = store;
        this.stream = stream;
        this.histories = histories;
        this.calls = calls;
        this.requests = requests;
        this.chaos = chaos;
    }

    /** The contact was written, or may have been. */
    void touch(ContactId contact) {
        touched.add(contact);
    }

    /** Checks after a step. */
    void check() {
        chaos.quietly(() -> {
            touched.forEach(this::count);
            touched.clear();
            histories.ids().forEach(this::checkBook);
            histories.ids().forEach(this::checkFinished);
            if (++steps % WHOLE_EVERY == 0) {
                checkCounts();
            }
            return true;
        });
    }

    private void count(ContactId id) {
        Contact now = store.contacts().find(id).orElse(null);
        if (now != null) {
            Contact before = contacts.put(id, now);
            underWay.merge(id.campaign(), underWay(now) - underWay(before), Integer::sum);
        }
    }

    private static int underWay(@Nullable Contact contact) {
        return contact != null && contact.isUnderWay() ? 1 : 0;
    }

    private void checkBook(CampaignId id) {
        OpenClaimsBook book = store.books().find(id);
        int claimed = underWay.getOrDefault(id, 0);
        Checked state = new Checked(book.version(), claimed, calls.attempts());
        if (state.equals(checked.put(id, state))) {
            return;
        }
        Violation.unless(
                book.inFlight() >= claimed, "%s has %d claimed, and %d in its book", id, claimed, book.inFlight());
        int concurrency = histories
                .ever(id)
                .mapToInt(settings -> settings.limits().atOnce())
                .max()
                .orElseThrow();
        Violation.unless(book.inFlight() <= concurrency, "%s has %d in flight", id, book.inFlight());
        book.limits()
                .reserved()
                .forEach((day, counted) -> Violation.unless(
                        calls.placedOn(id, day) <= counted,
                        "%s has placed %d on %s, and counted %d",
                        id,
                        calls.placedOn(id, day),
                        day,
                        counted));
        if (histories.ever(id).allMatch(settings -> settings.limits().perDay() != null)) {
            int most = histories
                    .ever(id)
                    .mapToInt(
                            settings -> Objects.requireNonNull(settings.limits().perDay()))
                    .max()
                    .orElseThrow();
            for (Map.Entry<LocalDate, Integer> day : book.limits().reserved().entrySet()) {
                Violation.unless(day.getValue() <= most, "%s has counted %d on %s", id, day.getValue(), day.getKey());
            }
        }
    }

    /**
     * A finishing campaign has no waiting contacts, except those that asked for another attempt meanwhile and whose
     * message then failed.
     */
    private void checkFinished(CampaignId id) {
        Campaign campaign = histories.now(id);
        if (campaign.status() != CampaignStatus.FINISHED) {
            finished.remove(id);
        } else if (finished.add(id) && campaign.settings().channel() == Channel.PHONE_CALL) {
            for (Contact stored : store.contactsOf(id)) {
                Contact contact = stored.in(campaign.cycle());
                Violation.unless(
                        !contact.waits() || !requests.lastAgain(contact.id()).equals(Instant.MIN),
                        "nobody waits when a campaign finishes: %s",
                        contact);
            }
        }
    }

    /** Checks the counts when the stream has been read to its end. */
    private void checkCounts() {
        if (stream.isBehind()) {
            return;
        }
        for (CampaignId id : histories.ids()) {
            Sums sums = store.counts().sums(id, histories.now(id).cycle().number());
            Violation.unless(
                    sums.counters().equals(store.recount(id)),
                    "the counts of %s are a recount: %s, not %s",
                    id,
                    sums.counters(),
                    store.recount(id));
            OpenClaimsBook book = store.books().find(id);
            if (book.inFlight() == 0) {
                Violation.unless(
                        sums.claims() == book.made() && sums.ends() == book.closed(),
                        "claims and ends of %s: %d and %d, not %d and %d",
                        id,
                        sums.claims(),
                        sums.ends(),
                        book.made(),
                        book.closed());
                checkDays(id, book);
            }
        }
    }

    /**
     * If no attempt is in progress, a day's count is the number of attempts that began on that day and were placed or
     * may have been.
     */
    private void checkDays(CampaignId id, OpenClaimsBook book) {
        Map<LocalDate, Integer> begun = new HashMap<>();
        for (Attempt attempt : store.attemptsOf(id)) {
            if (!attempt.notPlaced()) {
                begun.merge(histories.now(id).settings().dayOf(attempt.createdAt()), 1, Integer::sum);
            }
        }
        book.limits()
                .reserved()
                .forEach((day, counted) -> Violation.unless(
                        counted.equals(begun.getOrDefault(day, 0)),
                        "%s has begun %d on %s, and counted %d",
                        id,
                        begun.getOrDefault(day, 0),
                        day,
                        counted));
    }

    /** Checks everything at the end of the simulation. */
    void checkWhole() {
        chaos.quietly(() -> {
            Violation.unless(!stream.isBehind(), "the stream is read to its end");
            checkCounts();
            for (CampaignId id : histories.ids()) {
                Sums sums = store.counts().sums(id, histories.now(id).cycle().number());
                Intake intake = store.campaigns().intake(id);
                Violation.unless(
                        sums.added() == intake.added() && sums.edits() == intake.edits() && !sums.recount(),
                        "who was brought into %s, and edits: %s, not %s",
                        id,
                        sums,
                        intake);
            }
            return true;
        });
    }
}
