package io.vuelta.domain.price;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of money that is not negative.
 *
 * @param micros millionths of the currency's unit
 * @param currency ISO 4217, e.g. {@code MXN}
 */
public record Money(long micros, String currency) {
    /** Maximum number of decimals of an amount. */
    public static final int DECIMALS = 6;

    /** The maximum amount of a price or a budget. */
    public static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000);

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public Money {
        if (micros < 0 || !CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("not an amount of money: " + micros + " " + currency);
        }
    }

    /** The amount in the currency's unit. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(micros, DECIMALS);
    }

    /** The sum; both are of the same currency. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " cannot be added");
        }
        return new Money(Math.addExact(micros, other.micros), currency);
    }
}
