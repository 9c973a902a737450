package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.cost.CampaignCost;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.price.Money;
import io.vuelta.domain.price.Price;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.MoneyFields;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cost of a campaign, and the rest of its budget. */
final class CostView {
    private CostView() {}

    /** One amount for each currency of its lines' prices: usually one amount, and none if no line has a price. */
    static ArrayNode soFar(Campaign campaign, Counters counters, Function<LineId, Optional<Line>> lines) {
        SortedMap<String, Money> costs = CampaignCost.soFar(counters, lines);
        lines.apply(campaign.line())
                .map(Line::details)
                .map(Line.Details::price)
                .map(Price::currency)
                .ifPresent(currency -> costs.putIfAbsent(currency, new Money(0, currency)));
        ArrayNode list = ApiJson.list();
        costs.values().forEach(cost -> list.add(MoneyFields.json(cost)));
        return list;
    }

    static @Nullable ObjectNode json(Optional<Money> cost) {
        return cost.map(MoneyFields::json).orElse(null);
    }

    /** The budget as JSON; null if the campaign has no budget. */
    static @Nullable ObjectNode budget(Campaign campaign, Counters counters, Lines lines, Optional<Money> toCome) {
        Money budget = campaign.settings().budget();
        if (budget == null) {
            return null;
        }
        Money none = new Money(0, budget.currency());
        Money spent = CampaignCost.soFar(counters, lines::find).getOrDefault(budget.currency(), none);
        Money left = new Money(Math.max(0, budget.micros() - spent.micros()), budget.currency());
        ObjectNode json = MoneyFields.json(budget);
        json.put("left", MoneyFields.amount(left));
        return json.put(
                "suffices",
                toCome.filter(cost -> cost.currency().equals(budget.currency()))
                        .map(cost -> cost.micros() <= left.micros())
                        .orElse(null));
    }
}
