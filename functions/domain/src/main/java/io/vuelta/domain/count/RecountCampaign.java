package io.vuelta.domain.count;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.Cycle;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the stored values of a campaign with its contacts: the counts, the attempts under way, the day's limit,
 * overdue claim batches, and its line's alarm. It corrects the counts only if they can be exact: no attempt is under
 * way, nothing is being loaded, and nothing has changed while the contacts were read. It cannot see whether the change
 * stream has been read to its end (only the reader's lag shows this): changes that the stream delivers after a
 * correction are counted again.
 */
public final class RecountCampaign {
    private static final int PAGE = 500;

    /** A batch or an alarm is overdue after this time; delays of a few minutes are normal. */
    private static final Duration LONG_OVER = Duration.ofMinutes(5);

    private final Campaigns campaigns;
    private final People people;
    private final OpenClaimsBooks books;
    private final Counts counts;
    private final Lines lines;
    private final Wakes wakes;
    private final InstantSource clock;

    public RecountCampaign(
            Campaigns campaigns,
            People people,
            OpenClaimsBooks books,
            Counts counts,
            Lines lines,
            Wakes wakes,
            InstantSource clock) {
        this.campaigns = campaigns;
        this.people = people;
        this.books = books;
        this.counts = counts;
        this.lines = lines;
        this.wakes = wakes;
        this.clock = clock;
    }

    /**
     * The result of one recount.
     *
     * @param kept the stored sums
     * @param found the sums of the contacts
     * @param differences for each count that differs, the stored value minus the found one
     * @param inFlightKept the number of attempts under way in the pacer's book
     * @param inFlightFound the number of contacts with a claim
     * @param reservedToday the number of attempts that today's limit has counted
     * @param overdueBatches the number of claim batches whose check is overdue
     * @param alarmPassed whether the time of the line's alarm has passed without a wake-up
     * @param correction the correction that was made
     * @param contactsRemoved when the contacts were removed because their retention period was over; the counts stay
     *     and can no longer be compared; null while the contacts are kept
     */
    public record Diagnosis(
            CampaignId campaign,
            Sums kept,
            Sums found,
            Map<String, Long> differences,
            int inFlightKept,
            long inFlightFound,
            int reservedToday,
            List<Long> overdueBatches,
            boolean alarmPassed,
            Correction correction,
            @Nullable Instant contactsRemoved) {
        public Diagnosis {
            differences = Map.copyOf(differences);
            overdueBatches = List.copyOf(overdueBatches);
        }

        /** Whether there is no difference. */
        public boolean isHealthy() {
            return differences.isEmpty()
                    && inFlightKept == inFlightFound
                    && overdueBatches.isEmpty()
                    && !alarmPassed
                    && (!kept.recount() || contactsRemoved != null);
        }
    }

    /** The result of the correction. */
    public enum Correction {
        /** No correction was requested, or there was no difference. */
        NOTHING,
        /** The counts were replaced by the sums of the contacts. */
        COUNTS,
        /**
         * The counts were not corrected: an attempt is under way, or something changed during the recount, so its
         * result is not consistent.
         */
        NOT_QUIET
    }

    /** Compares, and corrects the counts if requested; empty if the campaign does not exist. */
    public Optional<Diagnosis> examine(CampaignId id, boolean mend) {
        return campaigns.find(id).map(campaign -> examine(campaign, mend));
    }

    private Diagnosis examine(Campaign campaign, boolean mend) {
        CampaignId id = campaign.id();
        int cycle = campaign.cycle().number();
        Intake intake = campaigns.intake(id);
        OpenClaimsBook book = books.find(id);
        List<Tally> tallies = counts.all(id);
        Sums kept = tallies.stream().map(tally -> tally.in(cycle)).reduce(Sums.NONE, Sums::plus);
        boolean isComparable = campaign.retention().keepsContacts();
        Walk walk = new Walk(cycle, isComparable ? ScanCursor.START : ScanCursor.END);
        walk.over(id);
        Sums found = isComparable
                ? new Sums(walk.counters, book.made(), book.closed(), intake.added(), intake.edits(), false)
                : kept;
        Instant now = clock.instant();
        Map<String, Long> differences = differences(kept, found);
        Correction correction = Correction.NOTHING;
        boolean wrong = isComparable && (!differences.isEmpty() || kept.recount());
        if (mend && wrong) {
            boolean quiet = walk.underWay == 0 && isQuiet(campaign, intake, book);
            boolean replaced = quiet && counts.replace(recounted(id, tallies, cycle, found));
            correction = replaced ? Correction.COUNTS : Correction.NOT_QUIET;
        }
        if (mend) {
            // If anything was missed, the pacer checks everything that is due.
            wakes.send(Wake.of(campaign.line(), id));
        }
        return new Diagnosis(
                id,
                kept,
                found,
                differences,
                book.inFlight(),
                walk.underWay,
                book.reservedOn(today(campaign, now)),
                overdue(book, now),
                alarmPassed(campaign, now),
                correction,
                campaign.retention().removed());
    }

    /** Whether nothing is under way, and nothing has changed since these were read. */
    private boolean isQuiet(Campaign campaign, Intake intake, OpenClaimsBook book) {
        return book.inFlight() == 0
                && intake.loading() == 0
                && campaigns.intake(campaign.id()).equals(intake)
                && books.find(campaign.id()).version() == book.version();
    }

    private static LocalDate today(Campaign campaign, Instant now) {
        return campaign.settings().dayOf(now);
    }

    /**
     * The parts after a correction: the first has all sums. The positions of all parts in the stream do not change, so
     * that counted changes are not counted again.
     */
    private static List<Tally> recounted(CampaignId id, List<Tally> tallies, int cycle, Sums found) {
        List<Tally> next = new ArrayList<>();
        for (int slot = 0; slot < Tally.SLOTS; slot++) {
            next.add(in(tallies, id, slot).recounted(cycle, slot == 0 ? found : Sums.NONE));
        }
        return next;
    }

    private static Tally in(List<Tally> tallies, CampaignId id, int slot) {
        return tallies.stream()
                .filter(tally -> tally.slot() == slot)
                .findFirst()
                .orElse(Tally.none(id, slot));
    }

    private static Map<String, Long> differences(Sums kept, Sums found) {
        Map<String, Long> differences =
                new TreeMap<>(kept.minus(found).counters().counts());
        put(differences, "claims", kept.claims() - found.claims());
        put(differences, "ends", kept.ends() - found.ends());
        put(differences, "added", kept.added() - found.added());
        put(differences, "edits", kept.edits() - found.edits());
        return differences;
    }

    private static void put(Map<String, Long> differences, String name, long difference) {
        if (difference != 0) {
            differences.put(name, difference);
        }
    }

    private static List<Long> overdue(OpenClaimsBook book, Instant now) {
        return book.open().entrySet().stream()
                .filter(open -> open.getValue().look().plus(LONG_OVER).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean alarmPassed(Campaign campaign, Instant now) {
        return lines.pace(campaign.line()).hasMissedAlarm(LONG_OVER, now) && campaign.isPaced();
    }

    /** Adds up all contacts and attempts. */
    private final class Walk {
        private final int cycle;
        private final ScanCursor from;
        private Counters counters = Counters.NONE;
        private long underWay;

        Walk(int cycle, ScanCursor from) {
            this.cycle = cycle;
            this.from = from;
        }

        void over(CampaignId id) {
            for (ScanCursor at = from; !at.ended(); ) {
                People.Page page = people.after(id, at, PAGE, Set.of(People.Part.EARLIER_ATTEMPTS));
                page.people().forEach(this::add);
                at = page.next();
            }
        }

        private void add(People.Person person) {
            Contact contact = person.contact().in(Cycle.numbered(cycle));
            counters = counters.plus(Counters.of(contact));
            for (Attempt attempt : person.attempts()) {
                counters = counters.plus(Counters.of(attempt));
            }
            underWay += contact.isUnderWay() ? 1 : 0;
        }
    }
}
