package io.vuelta.domain.price;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What attempts on a line cost, in millionths of the currency's unit. What it does not name costs nothing.
 *
 * @param currency ISO 4217
 * @param perMinute of a call's billed duration, charged by the second
 * @param perAttempt for each call that was placed and each message that was taken, whatever becomes of it
 * @param perMessage for each message besides, by its category
 */
public record Price(String currency, long perMinute, long perAttempt, SortedMap<MessageCategory, Long> perMessage) {
    private static final int SECONDS = 60;

    public Price {
        if (perMinute < 0 || perAttempt < 0 || perMessage.values().stream().anyMatch(micros -> micros < 0)) {
            throw new IllegalArgumentException("a price is not negative");
        }
        Money unused = new Money(0, currency);
        perMessage = Collections.unmodifiableSortedMap(new TreeMap<>(perMessage));
    }

    public static Price ofCalls(String currency, long perMinute, long perAttempt) {
        return new Price(currency, perMinute, perAttempt, new TreeMap<>());
    }

    public static Price ofMessages(String currency, long perAttempt, Map<MessageCategory, Long> perMessage) {
        return new Price(currency, 0, perAttempt, new TreeMap<>(perMessage));
    }

    /** What so many calls with so many billed seconds in all cost; rounded up to a millionth. */
    public Money calls(long calls, long billedSeconds) {
        long minutes = Math.ceilDiv(Math.multiplyExact(perMinute, billedSeconds), (long) SECONDS);
        return new Money(Math.addExact(Math.multiplyExact(perAttempt, calls), minutes), currency);
    }

    /** What so many messages cost; of a category that is not known or has no price, as much as of the dearest. */
    public Money messages(@Nullable MessageCategory category, long messages) {
        Long own = category == null ? null : perMessage.get(category);
        long each = own == null
                ? perMessage.values().stream().mapToLong(Long::longValue).max().orElse(0)
                : own;
        return new Money(Math.multiplyExact(Math.addExact(perAttempt, each), messages), currency);
    }
}
