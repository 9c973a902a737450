package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.price.Money;
import java.math.BigDecimal;
import java.util.Currency;

/** Amounts of money. An amount is exact; in JSON it is a number with up to six decimals. */
public final class MoneyFields {
    public static final String CURRENCY = "currency";
    public static final String AMOUNT = "amount";

    private MoneyFields() {}

    /** The required currency, in ISO 4217. */
    public static String currency(Fields fields) {
        String code = fields.requiredShortText(CURRENCY);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(currency -> currency.getCurrencyCode().equals(code))) {
            throw fields.invalid(CURRENCY, "must be a currency of ISO 4217, e.g. MXN");
        }
        return code;
    }

    /** An amount in millionths of the currency unit; 0 if the field is absent. */
    public static long micros(Fields fields, String name) {
        BigDecimal amount = fields.decimal(name).orElse(BigDecimal.ZERO);
        if (amount.signum() < 0
                || amount.compareTo(Money.MAX) > 0
                || amount.stripTrailingZeros().scale() > Money.DECIMALS) {
            throw fields.invalid(
                    name,
                    "must be from 0 to " + Money.MAX.toPlainString() + ", with at most " + Money.DECIMALS
                            + " decimals");
        }
        return amount.movePointRight(Money.DECIMALS).longValueExact();
    }

    /** The amount in currency units, in its shortest decimal form. */
    public static BigDecimal amount(Money money) {
        BigDecimal amount = money.amount().stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    public static ObjectNode json(Money money) {
        return ApiJson.object().put(AMOUNT, amount(money)).put(CURRENCY, money.currency());
    }
}
