package io.vuelta.domain.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The limit of technical failures among a campaign's last attempts above which the campaign pauses itself.
 *
 * @param least minimum number of recent attempts before they are checked; 2 to 50
 * @param share of these that must have failed technically, in percent; 1 to 100
 * @param within maximum age of a recent attempt; 1 minute to 1 hour
 */
public record Breaker(int least, int share, Duration within) {
    /** The default: half of at least 10 attempts within 2 minutes. */
    public static final Breaker DEFAULT = new Breaker(10, 50, Duration.ofMinutes(2));

    /** Maximum number of recent attempts that are stored. */
    public static final int MAX_JUDGED = 50;

    public Breaker {
        InvalidSetting.require(least >= 2 && least <= MAX_JUDGED, "breaker.attempts", "must be from 2 to 50");
        InvalidSetting.require(share >= 1 && share <= 100, "breaker.percent", "must be from 1 to 100");
        InvalidSetting.require(
                within.compareTo(Duration.ofMinutes(1)) >= 0 && within.compareTo(Duration.ofHours(1)) <= 0,
                "breaker.minutes",
                "must be from 1 to 60");
    }

    /**
     * An attempt that ended.
     *
     * @param batch the number of its claim batch
     * @param index the index of its contact in the batch
     * @param technical whether it failed for a technical reason
     */
    public record Ended(long batch, int index, Instant at, boolean technical) {}

    /**
     * The attempts that exceed the limit; empty if the limit is not exceeded.
     *
     * @param ended in the order in which they ended
     * @param since earlier attempts are ignored: they ended before a person started the campaign again
     */
    public Optional<List<Ended>> tripped(List<Ended> ended, Instant since, Instant now) {
        Instant from = now.minus(within);
        List<Ended> lately = ended.stream()
                .filter(one -> one.at().isAfter(from) && !one.at().isBefore(since))
                .toList();
        List<Ended> failed = lately.stream().filter(Ended::technical).toList();
        boolean trips = lately.size() >= least && failed.size() * 100 >= share * lately.size();
        return trips ? Optional.of(failed) : Optional.empty();
    }
}
