package io.vuelta.cloud.rude;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How often a {@link RudeProxy} refuses, and why. Request number n (from 0) of a proxy always has the same result with
 * the same seed. Rates are probabilities from 0 to 1 and exclude each other: their sum is at most 1.
 *
 * @param rates the rate of each refusal; a kind without a rate does not occur
 * @param unprocessed rate of batch requests that are processed only in part; independent of the other rates
 * @param limited whether a partition key value accepts at most 1,000 write units and 3,000 read units a second
 */
public record Rudeness(
        long seed, Hold hold, SortedMap<Disturbance.Kind, Double> rates, double unprocessed, boolean limited) {
    public Rudeness {
        rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
        rates.values().forEach(Rudeness::check);
        check(unprocessed);
        if (rates.values().stream().mapToDouble(rate -> rate).sum() > 1) {
            throw new IllegalArgumentException("The rates add up to more than 1");
        }
    }

    private static void check(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("A rate is from 0 to 1, not " + rate);
        }
    }

    /**
     * For how long a transaction is under way, and so in conflict with other writes of its items.
     *
     * @param min minimum time
     * @param max maximum time; zero for no conflicts
     */
    public record Hold(Duration min, Duration max) {
        public Hold {
            if (min.isNegative() || min.compareTo(max) > 0) {
                throw new IllegalArgumentException("A transaction is held from " + min + " to " + max);
            }
        }
    }

    /** Refuses nothing: the proxy only counts. */
    public static Rudeness none() {
        return new Rudeness(0, new Hold(Duration.ZERO, Duration.ZERO), new TreeMap<>(), 0, false);
    }

    /** Every kind of refusal, about one request in twenty; transactions under way for 3 to 30 ms; no limits. */
    public static Rudeness ordinary(long seed) {
        return none().withSeed(seed)
                .withHold(Duration.ofMillis(3), Duration.ofMillis(30))
                .withThrottled(0.02)
                .withFailed(0.01)
                .withDropped(0.005)
                .withLost(0.01)
                .withUnprocessed(0.1);
    }

    public Rudeness withSeed(long other) {
        return new Rudeness(other, hold, rates, unprocessed, limited);
    }

    public Rudeness withHold(Duration min, Duration max) {
        return new Rudeness(seed, new Hold(min, max), rates, unprocessed, limited);
    }

    /** With this rate of throttling answers (400). */
    public Rudeness withThrottled(double rate) {
        return with(Disturbance.Kind.THROTTLED, rate);
    }

    /** With this rate of 500 and 503; half of the 500 come after the write took effect. */
    public Rudeness withFailed(double rate) {
        return with(Disturbance.Kind.FAILED, rate);
    }

    /** With this rate of requests without an effect and without an answer. */
    public Rudeness withDropped(double rate) {
        return with(Disturbance.Kind.DROPPED, rate);
    }

    /** With this rate of requests that take effect and have no answer. */
    public Rudeness withLost(double rate) {
        return with(Disturbance.Kind.LOST, rate);
    }

    private Rudeness with(Disturbance.Kind kind, double rate) {
        SortedMap<Disturbance.Kind, Double> all = new TreeMap<>(rates);
        all.put(kind, rate);
        return new Rudeness(seed, hold, all, unprocessed, limited);
    }

    public Rudeness withUnprocessed(double rate) {
        return new Rudeness(seed, hold, rates, rate, limited);
    }

    public Rudeness withLimits() {
        return new Rudeness(seed, hold, rates, unprocessed, true);
    }

    boolean conflicts() {
        return hold.max().isPositive();
    }

    /** The effect on request number n. */
    Disturbance disturbance(long n) {
        // A separate generator for each request: its draws do not depend on the number of draws of other requests.
        var random = new SplittableRandom(new SplittableRandom(seed).nextLong() + n * 0x9E3779B97F4A7C15L);
        double drawn = random.nextDouble();
        double variant = random.nextDouble();
        long min = hold.min().toNanos();
        long held = min + (long) (random.nextDouble() * (hold.max().toNanos() - min));
        double before = random.nextDouble();
        boolean partly = random.nextDouble() < unprocessed;
        return new Disturbance(
                kind(drawn),
                variant,
                Duration.ofNanos((long) (held * before)),
                Duration.ofNanos((long) (held * (1 - before))),
                partly,
                random.split());
    }

    private Disturbance.Kind kind(double drawn) {
        double from = drawn;
        for (Map.Entry<Disturbance.Kind, Double> rate : rates.entrySet()) {
            if (from < rate.getValue()) {
                return rate.getKey();
            }
            from -= rate.getValue();
        }
        return Disturbance.Kind.SERVED;
    }
}
