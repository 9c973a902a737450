package vuelta.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import vuelta.domain.fakes.Faults;
import vuelta.domain.fakes.InMemoryStore;
import vuelta.domain.fakes.VirtualTime;
import vuelta.domain.store.StoreBusy;

/**
 * Decides by the dice what goes wrong, as long as its budget lasts: after that everything is reliable, so that a
 * simulation ends. It is told of every call to the outside, which takes its time, may fail before or after it took
 * effect, and may be overtaken by whatever else happens meanwhile.
 */
final class Chaos implements Faults {
    private static final Duration INDEX_LAGS = Duration.ofSeconds(1);

    private final Dice dice;
    private final VirtualTime clock;
    private final InMemoryStore store;
    private final Tally tally;
    private final Journal journal;
    private final Odds odds;
    private final Deque<Instant> deadlines = new ArrayDeque<>();
    private int budget;
    private boolean quiet;
    private Instant overSince;
    private Instant frozenAt = Instant.MIN;
    private Instant outageEnds = Instant.MIN;
    private Runnable meanwhile = () -> {};
    private Consumer<String> written = operation -> {};

    Chaos(Dice dice, VirtualTime clock, InMemoryStore store, Tally tally, Journal journal) {
        this.dice = dice;
        this.clock = clock;
        this.store = store;
        this.tally = tally;
        this.journal = journal;
        this.odds = new Odds(dice);
        this.budget = dice.oneOf(0, 2, 5, 15, 40, 100);
        this.overSince = budget > 0 ? Instant.MAX.minusSeconds(3_600) : clock.instant();
    }

    /** From now on {@code happens} is what may happen in the middle of a function. */
    void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    /** From now on {@code told} hears of every operation that has taken effect, before anything goes wrong with it. */
    void written(Consumer<String> told) {
        written = told;
    }

    boolean over() {
        return budget <= 0;
    }

    /** Since when nothing goes wrong any more; in the future while it may. */
    Instant overSince() {
        return outageEnds.isAfter(overSince) ? outageEnds : overSince;
    }

    /** How much has gone wrong so far. */
    long injected() {
        return tally.faults();
    }

    /** Looks at what is stored, as nobody in the system does: nothing goes wrong and no time passes. */
    <T> T quietly(Supplier<T> look) {
        boolean before = quiet;
        quiet = true;
        try {
            return look.get();
        } finally {
            quiet = before;
        }
    }

    /** Whether this goes wrong now; it is counted. */
    boolean strikes(Fault fault) {
        if (budget <= 0 || !dice.once(odds.of(fault))) {
            return false;
        }
        spend(fault);
        return true;
    }

    void count(Fault fault) {
        tally.fault(fault);
        journal.note("  !", fault);
    }

    /** Shorter than {@code most}. */
    Duration within(Duration most) {
        return dice.within(most);
    }

    /** Runs a function, which dies at its next outside call once its time is over. */
    void limited(Duration timeout, Runnable function) {
        deadlines.push(clock.instant().plus(timeout));
        try {
            function.run();
        } finally {
            deadlines.pop();
        }
    }

    @Override
    public void before(String operation) {
        if (quiet) {
            return;
        }
        journal.note("  ", operation);
        clock.advance(Duration.ofMillis(dice.below(8)));
        lag(operation);
        if (clock.instant().isBefore(outageEnds)) {
            count(Fault.OUTAGE);
            throw new StoreBusy("still down at " + operation, new IllegalStateException("as told"));
        }
        if (budget > 0 && dice.once(odds.of(Fault.SLOW))) {
            goWrongBefore(operation);
        }
        Instant deadline = deadlines.peek();
        if (deadline != null && clock.instant().isAfter(deadline)) {
            count(Fault.TIME_OUT);
            throw new Died("time-out at " + operation);
        }
    }

    private void goWrongBefore(String operation) {
        switch (dice.below(8)) {
            case 0 -> {
                spend(Fault.CRASH_BEFORE);
                throw new Died("before " + operation);
            }
            case 1 -> {
                spend(Fault.CONFLICT);
                if (dice.once(20)) {
                    outageEnds = clock.instant()
                            .plus(dice.oneOf(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(45)));
                }
                throw new StoreBusy("busy at " + operation, new IllegalStateException("as told"));
            }
            case 2 -> {
                spend(Fault.REFUSED);
                throw new IllegalStateException("refused at " + operation);
            }
            case 3, 4 -> {
                spend(Fault.SLOW);
                clock.advance(dice.within(dice.oneOf(
                        Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(40))));
            }
            default -> {
                spend(Fault.INTERLEAVED);
                meanwhile.run();
            }
        }
    }

    /** Now and then the index of who is due falls behind, for a second at the most. */
    private void lag(String operation) {
        if (!operation.equals("contacts.due") && !operation.equals("contacts.nextDue")) {
            return;
        }
        if (!frozenAt.equals(Instant.MIN) && (budget <= 0 || clock.instant().isAfter(frozenAt.plus(INDEX_LAGS)))) {
            store.thawIndex();
            frozenAt = Instant.MIN;
        }
    }

    @Override
    public void after(String operation) {
        if (quiet) {
            return;
        }
        written.accept(operation);
        if (budget <= 0 || !dice.once(odds.of(Fault.ANSWER_LOST))) {
            return;
        }
        switch (dice.below(5)) {
            case 0 -> {
                spend(Fault.CRASH_AFTER);
                throw new Died("after " + operation);
            }
            case 1 -> {
                spend(Fault.ANSWER_LOST);
                throw new StoreBusy("the answer was lost at " + operation, new IllegalStateException("as told"));
            }
            case 2 -> {
                if (frozenAt.equals(Instant.MIN)) {
                    spend(Fault.INDEX_LAG);
                    store.freezeIndex();
                    frozenAt = clock.instant();
                }
            }
            default -> {
                spend(Fault.INTERLEAVED);
                meanwhile.run();
            }
        }
    }

    /** A call that takes a while by nature, in which other things may happen; it fails by its own rules. */
    void during(String operation) {
        if (quiet) {
            return;
        }
        journal.note("  ", operation);
        clock.advance(Duration.ofMillis(dice.from(20, 300)));
        if (strikes(Fault.INTERLEAVED)) {
            meanwhile.run();
        }
    }

    private void spend(Fault fault) {
        budget--;
        overSince = budget > 0 ? Instant.MAX.minusSeconds(3_600) : clock.instant();
        count(fault);
    }
}
