package io.vuelta.domain.cost;

import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counters.Use;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a campaign at the present prices of its lines: a corrected price also applies to attempts that were
 * counted before. It is computed from the counts, so the computation takes the same time for five contacts as for five
 * million.
 */
public final class CampaignCost {
    private CampaignCost() {}

    /**
     * The cost of ended attempts, in each currency; attempts on lines without a price cost nothing.
     *
     * @param lines gives a line by its id
     */
    public static SortedMap<String, Money> soFar(Counters counters, Function<LineId, Optional<Line>> lines) {
        SortedMap<String, Money> costs = new TreeMap<>();
        for (Use use : counters.uses()) {
            lines.apply(use.line())
                    .map(line -> line.details().price())
                    .map(price -> of(use, price))
                    .ifPresent(cost -> costs.merge(cost.currency(), cost, Money::plus));
        }
        return costs;
    }

    private static Money of(Use use, Price price) {
        return switch (use) {
            case Use.Calls calls -> price.calls(calls.calls(), calls.billedSeconds());
            case Use.Messages messages -> price.messages(messages.category(), messages.messages());
        };
    }

    /**
     * The estimated cost of future attempts on a line: calls with the average duration of the campaign's calls so far;
     * messages at the average price of its messages so far, or at the highest price if there are none.
     *
     * @param category the category of the messages; null if unknown
     * @return empty if the line has no price
     */
    public static Optional<Money> toCome(
            Line line, Counters counters, long attempts, @Nullable MessageCategory category) {
        return Optional.ofNullable(line.details().price()).map(price -> switch (line.channel()) {
            case PHONE_CALL ->
                price.calls(
                        attempts,
                        Math.multiplyExact(
                                attempts,
                                AnswerRates.of(Channel.PHONE_CALL, counters)
                                        .billed()
                                        .toSeconds()));
            case WHATSAPP ->
                category == null ? messages(line.id(), price, counters, attempts) : price.messages(category, attempts);
        });
    }

    private static Money messages(LineId line, Price price, Counters counters, long attempts) {
        long messages = 0;
        Money cost = new Money(0, price.currency());
        for (Use use : counters.uses()) {
            if (use instanceof Use.Messages own && own.line().equals(line)) {
                messages += own.messages();
                cost = cost.plus(of(own, price));
            }
        }
        return messages == 0
                ? price.messages(null, attempts)
                : new Money(Math.multiplyExact(Math.ceilDiv(cost.micros(), messages), attempts), price.currency());
    }
}
