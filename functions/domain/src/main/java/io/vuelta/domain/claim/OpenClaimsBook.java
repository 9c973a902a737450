package io.vuelta.domain.claim;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's pacing book. Only the pacer of its line writes it. The number of attempts under way is computed from the
 * open batches: a claim counts from before it is made until its end is reported. So the number is never too small, and
 * it cannot drift, because it is not a sum.
 *
 * @param lastBatch the number of the latest claim batch; 0 before the first
 * @param pass the pass over fresh contacts
 * @param limits how far the campaign's own limits are used up
 * @param waiting why no attempts are made now; null if attempts are made, or the campaign is not active
 * @param endings attempts that ended recently, or have no answer, the latest last
 * @param made number of claims that were made
 * @param closed number of claims that ended or were released
 * @param plannedIn the campaign's epoch for which held contacts were last checked again
 * @param recount the result of a recount under edited filters
 * @param open the open batches by their numbers
 * @param version raised by every write; 0 before the first
 */
public record OpenClaimsBook(
        CampaignId campaign,
        long lastBatch,
        Pass pass,
        LimitUse limits,
        @Nullable Waiting waiting,
        List<Breaker.Ended> endings,
        long made,
        long closed,
        long plannedIn,
        Recount recount,
        SortedMap<Long, OpenBatch> open,
        long version) {
    public OpenClaimsBook {
        endings = List.copyOf(endings);
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    }

    /**
     * The pass over the fresh contacts of a cycle.
     *
     * @param cursor the position that the pass has reached
     * @param cycle the number of the cycle
     */
    public record Pass(ScanCursor cursor, int cycle) {}

    /**
     * How far a campaign's own limits are used up.
     *
     * @param nextStart the earliest instant at which the throttle lets the next attempt begin; null before the first
     * @param reserved the number of attempts that are counted on each of the three latest days
     */
    public record LimitUse(@Nullable Instant nextStart, SortedMap<LocalDate, Integer> reserved) {
        /**
         * Number of days whose counts are kept. At any instant the time zones of the world have at most three dates: so
         * today is one of the latest three days after every change of the campaign's time zone. A released claim is
         * subtracted from its day only while this day is kept.
         */
        private static final int DAYS_KEPT = 3;

        public LimitUse {
            reserved = Collections.unmodifiableSortedMap(new TreeMap<>(reserved));
        }

        /** Adds the members of one more batch. */
        private LimitUse with(ClaimBatch batch, Instant next) {
            SortedMap<LocalDate, Integer> counted = new TreeMap<>(reserved);
            batch.members().forEach(member -> counted.merge(member.day(), 1, Integer::sum));
            while (counted.size() > DAYS_KEPT) {
                counted.remove(counted.firstKey());
            }
            return new LimitUse(next, counted);
        }

        /** Subtracts one attempt from its day. */
        private LimitUse released(LocalDate day) {
            SortedMap<LocalDate, Integer> less = new TreeMap<>(reserved);
            less.merge(day, -1, (count, one) -> Math.max(0, count + one));
            return new LimitUse(nextStart, less);
        }
    }

    /**
     * A pass that determines which contacts return in the next cycle, after the filters were edited.
     *
     * @param filtered the edit, see {@link Campaign#filtered}; 0 before the first edit
     * @param cycle the cycle in which the pass was made
     * @param cursor the position that the pass has reached
     * @param returning the number of returning contacts that the pass has found
     */
    public record Recount(long filtered, int cycle, ScanCursor cursor, long returning) {
        static final Recount NONE = new Recount(0, 0, ScanCursor.END, 0);
    }

    public static OpenClaimsBook empty(CampaignId campaign) {
        return new OpenClaimsBook(
                campaign,
                0,
                new Pass(ScanCursor.START, 0),
                new LimitUse(null, new TreeMap<>()),
                null,
                List.of(),
                0,
                0,
                0,
                Recount.NONE,
                new TreeMap<>(),
                0);
    }

    /** The number of attempts that are, or may be, claimed or under way. */
    public int inFlight() {
        return open.values().stream().mapToInt(OpenBatch::open).sum();
    }

    /** The number of commands that are, or may be, on their way to dispatch. */
    public int unreported() {
        return open.values().stream().mapToInt(OpenBatch::unreported).sum();
    }

    /** The number of attempts that are counted on a day. */
    public int reservedOn(LocalDate day) {
        return limits.reserved().getOrDefault(day, 0);
    }

    /** The position of the scan of a cycle. */
    public ScanCursor cursorIn(int cycle) {
        return cycle == pass.cycle() ? pass.cursor() : ScanCursor.START;
    }

    /** Whether it is known which contacts return under the present filters. */
    public boolean isRecounted(Campaign campaign) {
        return campaign.filtered() == 0
                || (recount.filtered() == campaign.filtered()
                        && recount.cursor().ended());
    }

    /** Attempts under way for which it is unknown whether they were placed: they count as failed, and are not over. */
    public List<Breaker.Ended> unanswered() {
        return endings.stream()
                .filter(ended -> isOpen(new Place(ended.batch(), ended.index())))
                .toList();
    }

    /** Whether a claim belongs to an open batch and is not over. */
    public boolean isOpen(Place place) {
        OpenBatch batch = open.get(place.batch());
        return batch != null && place.index() < batch.size() && !batch.isOver(place.index());
    }

    /** When the next open batch must be looked up. */
    public Optional<Instant> nextLook() {
        return open.values().stream().map(OpenBatch::look).min(Instant::compareTo);
    }

    /** Applies a report. A report of a claim that is over, or of a batch that is closed, changes nothing. */
    public OpenClaimsBook with(Report report) {
        Place place = report.place();
        if (!report.campaign().equals(campaign) || !isOpen(place)) {
            return this;
        }
        return switch (report.what()) {
            case BEGUN -> begun(place);
            // It counts as failed until its result is known.
            case UNANSWERED -> begun(place).withEnding(place, report);
            case LOOK -> change(batch -> batch.wanted(place.index(), report.at()), place.batch());
            case ENDED, FAILED -> over(place).withEnding(place, report).withClosed();
            case RELEASED ->
                over(place).withoutEnding(place).released(report.day()).withClosed();
        };
    }

    /** Removes a claim that was never made, because another process had changed the contact. */
    public OpenClaimsBook lost(Place place, LocalDate day) {
        if (!isOpen(place)) {
            return this;
        }
        OpenClaimsBook over = over(place).released(day);
        return over.changed(copy -> copy.made--);
    }

    /** Closes a batch whose members cannot be read any more. Each of its open claims counts as ended. */
    public OpenClaimsBook closedUnread(long number) {
        OpenBatch batch = open.get(number);
        if (batch == null) {
            return this;
        }
        SortedMap<Long, OpenBatch> others = new TreeMap<>(open);
        others.remove(number);
        return changed(copy -> {
            copy.open = others;
            copy.closed += batch.open();
        });
    }

    /** Adds a batch whose members are about to be claimed. */
    public OpenClaimsBook opened(ClaimBatch batch, ScanCursor cursorAfter, int cycle, Instant next, Instant look) {
        SortedMap<Long, OpenBatch> more = new TreeMap<>(open);
        more.put(batch.number(), OpenBatch.of(batch.members().size(), look));
        return changed(copy -> {
            copy.lastBatch = Math.max(lastBatch, batch.number());
            copy.pass = new Pass(cursorAfter, cycle);
            copy.limits = limits.with(batch, next);
            copy.made += batch.members().size();
            copy.open = more;
        });
    }

    /** Marks a claim as begun. */
    public OpenClaimsBook begun(Place place) {
        return isOpen(place) ? change(batch -> batch.begun(place.index()), place.batch()) : this;
    }

    public OpenClaimsBook sent(long batch) {
        return open.containsKey(batch) ? change(OpenBatch::asSent, batch) : this;
    }

    /** Sets the next look-up of a batch that has just been looked up. */
    public OpenClaimsBook looked(long batch, Instant next) {
        return open.containsKey(batch) ? change(open -> open.looked(next), batch) : this;
    }

    /** Sets the next look-up of every open batch to this instant at the latest. */
    public OpenClaimsBook lookedAtBy(Instant at) {
        SortedMap<Long, OpenBatch> changed = new TreeMap<>(open);
        changed.replaceAll((_, batch) -> at.isBefore(batch.look()) ? batch.lookedAtBy(at) : batch);
        return changed(copy -> copy.open = changed);
    }

    public OpenClaimsBook waiting(@Nullable Waiting why) {
        return changed(copy -> copy.waiting = why);
    }

    public OpenClaimsBook scannedTo(ScanCursor to, int cycle) {
        return changed(copy -> copy.pass = new Pass(to, cycle));
    }

    public OpenClaimsBook plannedIn(long epoch) {
        return changed(copy -> copy.plannedIn = epoch);
    }

    public OpenClaimsBook recounting(Recount as) {
        return changed(copy -> copy.recount = as);
    }

    /** The same book with the version after one more write. */
    public OpenClaimsBook written() {
        return changed(copy -> copy.version++);
    }

    private OpenClaimsBook over(Place place) {
        return change(batch -> batch.over(place.index()), place.batch());
    }

    private OpenClaimsBook change(UnaryOperator<OpenBatch> change, long number) {
        SortedMap<Long, OpenBatch> changed = new TreeMap<>(open);
        OpenBatch next = change.apply(Objects.requireNonNull(open.get(number)));
        if (next.isClosed()) {
            changed.remove(number);
        } else {
            changed.put(number, next);
        }
        return changed(copy -> copy.open = changed);
    }

    private OpenClaimsBook withEnding(Place place, Report report) {
        List<Breaker.Ended> all = new ArrayList<>(withoutEnding(place).endings);
        boolean technical = report.what() == Report.What.FAILED || report.what() == Report.What.UNANSWERED;
        all.add(new Breaker.Ended(place.batch(), place.index(), report.at(), technical));
        return changed(copy -> copy.endings = all.subList(Math.max(0, all.size() - Breaker.MAX_JUDGED), all.size()));
    }

    private OpenClaimsBook withoutEnding(Place place) {
        List<Breaker.Ended> others = endings.stream()
                .filter(ended -> ended.batch() != place.batch() || ended.index() != place.index())
                .toList();
        return others.size() == endings.size() ? this : changed(copy -> copy.endings = others);
    }

    private OpenClaimsBook withClosed() {
        return changed(copy -> copy.closed++);
    }

    /** Subtracts one attempt from its day, if that day is still kept. */
    private OpenClaimsBook released(@Nullable LocalDate day) {
        return day == null || !limits.reserved().containsKey(day)
                ? this
                : changed(copy -> copy.limits = limits.released(day));
    }

    private OpenClaimsBook changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** The fields of a book that is about to be made from another one. */
    private static final class Copy {
        private final CampaignId campaign;
        private long lastBatch;
        private Pass pass;
        private LimitUse limits;
        private @Nullable Waiting waiting;
        private List<Breaker.Ended> endings;
        private long made;
        private long closed;
        private long plannedIn;
        private Recount recount;
        private SortedMap<Long, OpenBatch> open;
        private long version;

        Copy(OpenClaimsBook from) {
            campaign = from.campaign;
            lastBatch = from.lastBatch;
            pass = from.pass;
            limits = from.limits;
            waiting = from.waiting;
            endings = from.endings;
            made = from.made;
            closed = from.closed;
            plannedIn = from.plannedIn;
            recount = from.recount;
            open = from.open;
            version = from.version;
        }

        OpenClaimsBook done() {
            return new OpenClaimsBook(
                    campaign, lastBatch, pass, limits, waiting, endings, made, closed, plannedIn, recount, open,
                    version);
        }
    }
}
