package io.vuelta.simulation;

import io.vuelta.domain.store.StoreBusy;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Injects faults at random until its budget is used up; after that everything is reliable, so that a simulation ends.
 * Every outside call passes through it: the call takes time, may fail before or after it took effect, and other events
 * may happen before it returns.
 */
final class Chaos implements Faults {
    private static final Duration INDEX_LAGS = Duration.ofSeconds(1);

    /** Operations that may find their own earlier write when they are sent again. */
    private static final Set<String> WRITES = Set.of(
            "write",
            "begin",
            "create",
            "edit",
            "save",
            "rest",
            "retire",
            "put",
            "putAll",
            "reserve",
            "slow",
            "alarmSet",
            "block",
            "writeEarlier",
            "startReading",
            "sent",
            "allRead",
            "loaded",
            "finish",
            "fail",
            "replace",
            "remove");

    private static final Duration SHOWS = Duration.ofMinutes(3);

    /** Events due within this time may happen in the middle of an operation. */
    private static final Duration MEANWHILE = Duration.ofSeconds(5);

    private final SimulationRandom random;
    private final Processes clock;
    private final InMemoryStore store;
    private final Tally tally;
    private final SimulationLog journal;
    private final FaultRates faultRates;
    private int budget;
    private boolean quiet;
    private Instant overSince;
    private Instant frozenAt = Instant.MIN;
    private Instant outageEnds = Instant.MIN;
    private Instant overloadEnds = Instant.MIN;
    private Instant wakeLostAt = Instant.MIN;
    private Instant lastEnds = Instant.MIN;
    private Instant lastAt = Instant.MIN;
    private Consumer<String> written = _ -> {};

    Chaos(SimulationRandom random, Processes clock, InMemoryStore store, Tally tally, SimulationLog journal) {
        this.random = random;
        this.clock = clock;
        this.store = store;
        this.tally = tally;
        this.journal = journal;
        this.faultRates = new FaultRates(random);
        this.budget = random.oneOf(0, 2, 5, 15, 40, 100);
        this.overSince = budget > 0 ? Instant.MAX.minusSeconds(3_600) : clock.instant();
    }

    /** Registers an observer of every operation that has taken effect. It runs before a fault of that operation. */
    void written(Consumer<String> observer) {
        written = observer;
    }

    boolean over() {
        return budget <= 0;
    }

    /** Since when there are no faults; an instant in the future while faults are possible. */
    Instant overSince() {
        return lastEnds.isAfter(overSince) ? lastEnds : overSince;
    }

    /** Whether a fault is so recent that its effects may still be visible. */
    boolean wasLately() {
        Instant last = lastAt.isAfter(lastEnds) ? lastAt : lastEnds;
        return clock.instant().isBefore(last.equals(Instant.MIN) ? last : last.plus(SHOWS));
    }

    /** Number of faults so far. */
    long injected() {
        return tally.faults();
    }

    /** Reads the store for a check: without faults and without passing time. */
    <T> T quietly(Supplier<T> look) {
        boolean before = quiet;
        quiet = true;
        try {
            return look.get();
        } finally {
            quiet = before;
        }
    }

    /** Whether this fault happens now; counts it if so. */
    boolean occurs(Fault fault) {
        if (budget <= 0 || !random.once(faultRates.of(fault))) {
            return false;
        }
        spend(fault);
        return true;
    }

    void count(Fault fault) {
        lastAt = clock.instant();
        tally.fault(fault);
        journal.note("  !", fault);
    }

    /** Shorter than {@code most}. */
    Duration within(Duration most) {
        return random.within(most);
    }

    @Override
    public void before(String operation) {
        if (quiet) {
            return;
        }
        journal.note("  ", operation);
        takeTime();
        lag(operation);
        if (clock.instant().isBefore(outageEnds)) {
            count(Fault.OUTAGE);
            throw new StoreBusy("still down at " + operation);
        }
        if (budget > 0 && random.once(faultRates.of(Fault.SLOW))) {
            goWrongBefore(operation);
        }
        Instant deadline = clock.deadline();
        if (deadline != null && clock.instant().isAfter(deadline)) {
            count(Fault.TIME_OUT);
            throw new ProcessCrash("time-out at " + operation);
        }
    }

    /** An outside call takes some milliseconds, and much more during an overload. */
    private void takeTime() {
        boolean overload = clock.instant().isBefore(overloadEnds);
        int most = clock.isOneOfSeveral() ? 3 : 8;
        clock.advance(Duration.ofMillis(random.below(overload ? most * 40 : most)));
    }

    /** The current fault has effects until this instant. */
    void lasts(Instant until) {
        lastEnds = until.isAfter(lastEnds) ? until : lastEnds;
    }

    /** A wake-up is lost: its line may have to wait for the watchdog. */
    void wakeLost() {
        wakeLostAt = clock.instant();
    }

    /** When a wake-up was last lost; an instant in the distant past if none was. */
    Instant wakeLostAt() {
        return wakeLostAt;
    }

    private void goWrongBefore(String operation) {
        switch (random.below(9)) {
            case 0 -> {
                spend(Fault.CRASH_BEFORE);
                throw new ProcessCrash("before " + operation);
            }
            case 1 -> {
                spend(Fault.CONFLICT);
                if (random.once(20)) {
                    outageEnds = clock.instant()
                            .plus(random.oneOf(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(45)));
                    lasts(outageEnds);
                }
                throw new StoreBusy("busy at " + operation);
            }
            case 2 -> {
                spend(Fault.REFUSED);
                throw new IllegalStateException("refused at " + operation);
            }
            case 3, 4 -> {
                spend(Fault.SLOW);
                clock.advance(random.within(random.oneOf(
                        Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(40))));
            }
            case 5 -> {
                spend(Fault.OVERLOAD);
                overloadEnds = clock.instant()
                        .plus(random.oneOf(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(6)));
                lasts(overloadEnds);
            }
            default -> {
                spend(Fault.INTERLEAVED);
                clock.letHappen(MEANWHILE);
            }
        }
    }

    /** Sometimes delays the index of due contacts, by at most one second. */
    private void lag(String operation) {
        if (!operation.equals("contacts.due") && !operation.equals("contacts.nextDue")) {
            return;
        }
        if (!frozenAt.equals(Instant.MIN) && (budget <= 0 || clock.instant().isAfter(frozenAt.plus(INDEX_LAGS)))) {
            store.thawIndex();
            frozenAt = Instant.MIN;
        }
    }

    /** The answer is lost and the client repeats the request; other writes may happen in between. */
    @Override
    public boolean sentAgain(String operation) {
        if (quiet) {
            return false;
        }
        written.accept(operation);
        if (!WRITES.contains(operation.substring(operation.indexOf('.') + 1)) || !occurs(Fault.SENT_AGAIN)) {
            return false;
        }
        journal.note("  again", operation);
        if (random.once(2)) {
            clock.letHappen(MEANWHILE);
        }
        return true;
    }

    @Override
    public void after(String operation) {
        if (quiet) {
            return;
        }
        written.accept(operation);
        if (budget <= 0 || !random.once(faultRates.of(Fault.ANSWER_LOST))) {
            return;
        }
        switch (random.below(5)) {
            case 0 -> {
                spend(Fault.CRASH_AFTER);
                throw new ProcessCrash("after " + operation);
            }
            case 1 -> {
                spend(Fault.ANSWER_LOST);
                throw new StoreBusy("the answer was lost at " + operation);
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
                clock.letHappen(MEANWHILE);
            }
        }
    }

    /**
     * An outside call that takes long even without a fault. Other events may happen during it; its own rules decide
     * whether it fails.
     */
    void during(String operation) {
        if (quiet) {
            return;
        }
        journal.note("  ", operation);
        clock.advance(Duration.ofMillis(clock.isOneOfSeveral() ? random.from(5, 30) : random.from(20, 300)));
        if (occurs(Fault.INTERLEAVED)) {
            clock.letHappen(MEANWHILE);
        }
    }

    private void spend(Fault fault) {
        budget--;
        overSince = budget > 0 ? Instant.MAX.minusSeconds(3_600) : clock.instant();
        count(fault);
    }
}
