package io.vuelta.domain.cost;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.price.Money;
import java.util.Optional;
import java.util.function.Function;

/**
 * How much of its budget a campaign has used, in millionths of its currency.
 *
 * @param budget the budget
 * @param spent the cost of ended attempts
 * @param underWay the estimated cost of the attempts under way
 * @param each the estimated cost of one more attempt
 */
public record Spending(long budget, long spent, long underWay, long each) {
    /** The spending of a campaign without a budget. */
    private static final Spending FREE = new Spending(Long.MAX_VALUE, 0, 0, 0);

    /**
     * The spending of a campaign.
     *
     * @param line the campaign's line
     * @param attempts the number of claimed attempts whose end is not counted yet
     */
    public static Spending of(
            Campaign campaign, Line line, Counters counters, long attempts, Function<LineId, Optional<Line>> lines) {
        Money budget = campaign.settings().budget();
        if (budget == null) {
            return FREE;
        }
        long spent = CampaignCost.soFar(counters, lines)
                .getOrDefault(budget.currency(), new Money(0, budget.currency()))
                .micros();
        long each = CampaignCost.toCome(line, counters, 1, null)
                .filter(cost -> cost.currency().equals(budget.currency()))
                .map(Money::micros)
                .orElse(0L);
        return new Spending(budget.micros(), spent, Math.multiplyExact(each, attempts), each);
    }

    /** Whether the amount spent plus the attempts under way reaches the budget. */
    public boolean isReached() {
        return left() <= 0;
    }

    /** Number of attempts that may still begin; the last of them may cost more than the rest of the budget. */
    public int affordable() {
        if (left() <= 0) {
            return 0;
        }
        return each == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(left(), each));
    }

    private long left() {
        return budget - spent - underWay;
    }
}
