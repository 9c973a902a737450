package io.vuelta.domain.pace;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.MissingBatch;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.cost.Spending;
import io.vuelta.domain.count.Sums;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One campaign's part of a tick: the data that was read, the possible attempts, and the instant of the next tick. */
final class CampaignTick {
    private static final LinePlan.Share NOTHING = new LinePlan.Share(0, 0, Instant.MAX, Instant.MIN, Duration.ZERO);

    private final Campaign campaign;
    private final Sums sums;
    private final Intake intake;
    private final List<Instant> looks = new ArrayList<>();
    private final List<MissingBatch> missing = new ArrayList<>();
    private OpenClaimsBook stored;
    private OpenClaimsBook book;
    private boolean overtaken;
    private boolean lineIsFull;
    private int due;
    private @Nullable AttemptAllowance allowance;
    private Candidates.Found found = Candidates.Found.NONE;

    /**
     * Creates the campaign's part.
     *
     * @param stored the book as it was read
     * @param book the book with the reports that have arrived since
     */
    CampaignTick(Campaign campaign, Sums sums, Intake intake, OpenClaimsBook stored, OpenClaimsBook book) {
        this.campaign = campaign;
        this.sums = sums;
        this.intake = intake;
        this.stored = stored;
        this.book = book;
    }

    CampaignId id() {
        return campaign.id();
    }

    Campaign campaign() {
        return campaign;
    }

    int cycle() {
        return campaign.cycle().number();
    }

    Sums sums() {
        return sums;
    }

    Intake intake() {
        return intake;
    }

    /** Whether everything that was added and claimed has been counted. */
    boolean isCaughtUp() {
        return sums.claims() == book.made()
                && sums.ends() == book.closed()
                && sums.added() == intake.added()
                && sums.edits() == intake.edits();
    }

    /** How much of its budget the campaign has used; an ended attempt that is not counted yet counts as under way. */
    Spending spending(Line line, Function<LineId, Optional<Line>> lines) {
        return Spending.of(campaign, line, sums.counters(), Math.max(0, book.made() - sums.ends()), lines);
    }

    /** Records whether the line's maximum number of calls is under way. */
    void lineIsFull(boolean full) {
        lineIsFull = full;
    }

    Waiters waiters() {
        return Waiters.of(sums, book).orAtLeast(due);
    }

    /**
     * Whether contacts may wait that the counts do not include: some claims that ended and are not counted yet were
     * released, and some attempts will be repeated.
     */
    boolean mayHideWaiters() {
        return Waiters.of(sums, book).waiting() == 0 && sums.ends() < book.closed();
    }

    /** Records that at least this many contacts are due, even if the counts show fewer. */
    void due(int people) {
        due = people;
    }

    OpenClaimsBook book() {
        return book;
    }

    void change(UnaryOperator<OpenClaimsBook> change) {
        book = change.apply(book);
    }

    /**
     * Writes the book if it has changed.
     *
     * @return false if another pacer has written it since it was read; then this tick is over
     */
    boolean save(OpenClaimsBooks books) {
        if (overtaken) {
            return false;
        }
        if (!book.equals(stored)) {
            overtaken = !books.save(book);
            book = book.written();
            stored = book;
        }
        return !overtaken;
    }

    boolean isOvertaken() {
        return overtaken;
    }

    /** How the campaign may continue; empty if it does not take part in this tick. */
    Optional<AttemptAllowance> allowance() {
        return Optional.ofNullable(allowance);
    }

    void allowance(AttemptAllowance as) {
        allowance = as;
    }

    Candidates.Found found() {
        return found;
    }

    void found(Candidates.Found who) {
        found = who;
    }

    /**
     * The slots that the campaign could use.
     *
     * @param horizon all slots are before this instant
     */
    LinePlan.Share share(Instant horizon) {
        return allowance instanceof AttemptAllowance.Open open
                ? new LinePlan.Share(
                        found.candidates().size(),
                        book.inFlight(),
                        open.from(),
                        open.until().isBefore(horizon) ? open.until() : horizon,
                        campaign.settings().limits().throttle())
                : NOTHING;
    }

    void lookAt(Instant at) {
        looks.add(at);
    }

    /** Closes a batch that the store does not have. */
    void closeMissing(long number, OpenBatch batch) {
        missing.add(new MissingBatch(id(), number, batch.open()));
        change(book -> book.closedUnread(number));
    }

    /** The batches that were closed because the store does not have them. */
    List<MissingBatch> missing() {
        return List.copyOf(missing);
    }

    Stream<Instant> looks() {
        return Stream.concat(looks.stream(), book.nextLook().stream());
    }

    /** Whether more contacts could have been claimed if there had been more slots. */
    boolean leftOver(int claimed) {
        return claimed < found.candidates().size();
    }

    /** Whether no contact was found although some wait, because the scan has not reached them yet. */
    boolean sweepsOn() {
        return allowance instanceof AttemptAllowance.Open
                && found.candidates().isEmpty()
                && waiters().fresh() > 0;
    }

    /**
     * Why no contact was claimed; null if there is no reason, or if the contacts wait for their retries.
     *
     * @param line the line's pace when the slots were assigned
     * @param next the line's next free slot
     */
    @Nullable
    Waiting whyNot(List<Instant> slots, LinePace line, Instant next, Instant now) {
        if (allowance instanceof AttemptAllowance.Closed closed) {
            return closed.waiting();
        }
        if (!(allowance instanceof AttemptAllowance.Open) || found.candidates().isEmpty() || !slots.isEmpty()) {
            return null;
        }
        if (!(line.outage().permission(now) instanceof Outage.Permission.Free)) {
            // The probe, which finds out whether the provider answers, belongs to another campaign.
            return Waiting.lineError(null, line.outage().code());
        }
        if (lineIsFull) {
            return new Waiting(Waiting.Reason.LINE_CONCURRENCY, null);
        }
        Instant starts = book.limits().nextStart();
        return starts != null && starts.isAfter(next)
                ? new Waiting(Waiting.Reason.THROTTLE, starts)
                : new Waiting(Waiting.Reason.LINE_RATE, next);
    }

    /** Whether all waiting contacts wait for their own due instants. */
    boolean onlyDueLater() {
        return allowance instanceof AttemptAllowance.Open
                && found.candidates().isEmpty()
                && waiters().fresh() == 0;
    }
}
