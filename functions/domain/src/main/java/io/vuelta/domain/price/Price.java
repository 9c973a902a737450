package io.vuelta.domain.price;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The price of attempts on a line, in millionths of the currency's unit. A missing price is zero.
 *
 * @param currency ISO 4217
 * @param perMinute price per minute of a call's billed duration, charged by the second
 * @param perAttempt price of each placed call and each accepted message, with any outcome
 * @param perMessage additional price of each message, by its category
 */
public record Price(String currency, long perMinute, long perAttempt, SortedMap<MessageCategory, Long> perMessage) {
    private static final int SECONDS = 60;

    public Price {
        if (perMinute < 0 || perAttempt < 0 || perMessage.values().stream().anyMatch(micros -> micros < 0)) {
            throw new IllegalArgumentException("a price is not negative");
        }
        var _ = new Money(0, currency);
        perMessage = Collections.unmodifiableSortedMap(new TreeMap<>(perMessage));
    }

    public static Price ofCalls(String currency, long perMinute, long perAttempt) {
        return new Price(currency, perMinute, perAttempt, new TreeMap<>());
    }

    public static Price ofMessages(String currency, long perAttempt, Map<MessageCategory, Long> perMessage) {
        return new Price(currency, 0, perAttempt, new TreeMap<>(perMessage));
    }

    /** The price of calls with this total of billed seconds; rounded up to a millionth. */
    public Money calls(long calls, long billedSeconds) {
        long minutes = Math.ceilDiv(Math.multiplyExact(perMinute, billedSeconds), (long) SECONDS);
        return new Money(Math.addExact(Math.multiplyExact(perAttempt, calls), minutes), currency);
    }

    /** The price of messages; if the category is unknown or has no price, the highest price. */
    public Money messages(@Nullable MessageCategory category, long messages) {
        Long own = category == null ? null : perMessage.get(category);
        long each = own == null
                ? perMessage.values().stream().mapToLong(Long::longValue).max().orElse(0)
                : own;
        return new Money(Math.multiplyExact(Math.addExact(perAttempt, each), messages), currency);
    }
}
