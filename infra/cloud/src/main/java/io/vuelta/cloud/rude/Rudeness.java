package io.vuelta.cloud.rude;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How often a {@link RudeProxy} refuses, and why. Request number n (from 0) of a proxy always has the same result with
 * the same seed. Rates are probabilities from 0 to 1 and exclude each other: their sum is at most 1.
 *
 * @param leastHold minimum time for which a transaction is under way, and so in conflict with other writes of its items
 * @param mostHold maximum time for which a transaction is under way; zero for no conflicts
 * @param throttled rate of throttling answers (400)
 * @param failed rate of 500 and 503; half of the 500 come after the write took effect
 * @param dropped rate of requests without an effect and without an answer
 * @param lost rate of requests that take effect and have no answer
 * @param unprocessed rate of batch requests that are processed only in part; independent of the other rates
 * @param limited whether a partition key value accepts at most 1,000 write units and 3,000 read units a second
 */
public record Rudeness(
        long seed,
        Duration leastHold,
        Duration mostHold,
        double throttled,
        double failed,
        double dropped,
        double lost,
        double unprocessed,
        boolean limited) {
    public Rudeness {
        if (leastHold.isNegative() || leastHold.compareTo(mostHold) > 0) {
            throw new IllegalArgumentException("A transaction is held from " + leastHold + " to " + mostHold);
        }
        for (double rate : new double[] {throttled, failed, dropped, lost, unprocessed}) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("A rate is from 0 to 1, not " + rate);
            }
        }
        if (throttled + failed + dropped + lost > 1) {
            throw new IllegalArgumentException("The rates add up to more than 1");
        }
    }

    /** Refuses nothing: the proxy only counts. */
    public static Rudeness none() {
        return new Rudeness(0, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, false);
    }

    /** Every kind of refusal, about one request in twenty; transactions under way for 3 to 30 ms; no limits. */
    public static Rudeness ordinary(long seed) {
        return new Rudeness(seed, Duration.ofMillis(3), Duration.ofMillis(30), 0.02, 0.01, 0.005, 0.01, 0.1, false);
    }

    public Rudeness withSeed(long other) {
        return new Rudeness(other, leastHold, mostHold, throttled, failed, dropped, lost, unprocessed, limited);
    }

    public Rudeness withHold(Duration least, Duration most) {
        return new Rudeness(seed, least, most, throttled, failed, dropped, lost, unprocessed, limited);
    }

    public Rudeness withThrottled(double rate) {
        return new Rudeness(seed, leastHold, mostHold, rate, failed, dropped, lost, unprocessed, limited);
    }

    public Rudeness withFailed(double rate) {
        return new Rudeness(seed, leastHold, mostHold, throttled, rate, dropped, lost, unprocessed, limited);
    }

    public Rudeness withDropped(double rate) {
        return new Rudeness(seed, leastHold, mostHold, throttled, failed, rate, lost, unprocessed, limited);
    }

    public Rudeness withLost(double rate) {
        return new Rudeness(seed, leastHold, mostHold, throttled, failed, dropped, rate, unprocessed, limited);
    }

    public Rudeness withUnprocessed(double rate) {
        return new Rudeness(seed, leastHold, mostHold, throttled, failed, dropped, lost, rate, limited);
    }

    public Rudeness withLimits() {
        return new Rudeness(seed, leastHold, mostHold, throttled, failed, dropped, lost, unprocessed, true);
    }

    boolean conflicts() {
        return mostHold.isPositive();
    }

    /** The effect on request number n. */
    Disturbance disturbance(long n) {
        // A separate generator for each request: its draws do not depend on the number of draws of other requests.
        var random = new SplittableRandom(new SplittableRandom(seed).nextLong() + n * 0x9E3779B97F4A7C15L);
        double drawn = random.nextDouble();
        double variant = random.nextDouble();
        long hold = leastHold.toNanos() + (long) (random.nextDouble() * (mostHold.toNanos() - leastHold.toNanos()));
        double before = random.nextDouble();
        boolean partly = random.nextDouble() < unprocessed;
        return new Disturbance(
                kind(drawn),
                variant,
                Duration.ofNanos((long) (hold * before)),
                Duration.ofNanos((long) (hold * (1 - before))),
                partly,
                random.split());
    }

    private Disturbance.Kind kind(double drawn) {
        double from = drawn;
        if (from < throttled) {
            return Disturbance.Kind.THROTTLED;
        }
        from -= throttled;
        if (from < failed) {
            return Disturbance.Kind.FAILED;
        }
        from -= failed;
        if (from < dropped) {
            return Disturbance.Kind.DROPPED;
        }
        return from - dropped < lost ? Disturbance.Kind.LOST : Disturbance.Kind.SERVED;
    }
}
