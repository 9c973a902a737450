package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.MoneyFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The budget of a campaign, in the API's form. */
final class BudgetFields {
    static final String NAME = "budget";

    private static final Set<String> KNOWN = Set.of(MoneyFields.AMOUNT, MoneyFields.CURRENCY);

    private BudgetFields() {}

    static FieldPatch<Money> patch(Fields body) {
        return body.patch(NAME, name -> body.object(name).map(BudgetFields::read));
    }

    private static Money read(Fields fields) {
        fields.allowOnly(KNOWN);
        long micros = MoneyFields.micros(fields, MoneyFields.AMOUNT);
        if (micros == 0) {
            throw fields.invalid(MoneyFields.AMOUNT, "must be more than 0");
        }
        return new Money(micros, MoneyFields.currency(fields));
    }

    static @Nullable ObjectNode json(@Nullable Money budget) {
        return budget == null ? null : MoneyFields.json(budget);
    }

    /**
     * Refuses a budget in a currency other than that of the line's price: only attempts priced in its currency count.
     */
    static void requirePriced(@Nullable Money budget, Line line) {
        Price price = line.details().price();
        if (budget != null && (price == null || !price.currency().equals(budget.currency()))) {
            throw ApiError.invalid(
                    NAME + "." + MoneyFields.CURRENCY,
                    price == null
                            ? "cannot be checked: give integration " + line.id() + " a price first"
                            : "must be " + price.currency() + ", as the price of integration " + line.id() + " is");
        }
    }
}
