package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.cost.CampaignCost;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.forecast.Forecast;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
import io.vuelta.handlers.api.http.ApiJson;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forecast of a campaign, in the API's form. */
final class ForecastView {
    private ForecastView() {}

    /**
     * The expected end, the figures it is calculated from, and the cost of the attempts until then; null if no forecast
     * is possible.
     */
    static @Nullable ObjectNode eta(Forecast forecast, Counters counters, Optional<Line> line) {
        ObjectNode json = eta(forecast);
        if (json != null) {
            json.set("cost", CostView.json(cost(forecast, counters, line, null)));
        }
        return json;
    }

    /**
     * The estimated cost of the attempts to come.
     *
     * @param category of the messages; null if it is not known
     */
    static Optional<Money> cost(
            Forecast forecast, Counters counters, Optional<Line> line, @Nullable MessageCategory category) {
        return line.flatMap(of -> CampaignCost.toCome(of, counters, forecast.attempts(), category));
    }

    private static @Nullable ObjectNode eta(Forecast forecast) {
        Forecast.Range end = forecast.end();
        return end == null
                ? null
                : ApiJson.object()
                        .put("from", end.from().toString())
                        .put("likely", end.likely().toString())
                        .put("to", end.to().toString())
                        .put("basis", basis(forecast))
                        .put("until", until(forecast));
    }

    static ObjectNode whole(Forecast forecast, AnswerRates rates, Optional<Money> cost) {
        ObjectNode json = ApiJson.object()
                .put("attempts", forecast.attempts())
                .put("billed_minutes", forecast.billed().plusSeconds(59).toMinutes());
        json.set("end", eta(forecast));
        json.put("basis", basis(forecast)).put("until", until(forecast));
        json.set("cost", CostView.json(cost));
        json.putObject("rates")
                .put("answered", rounded(rates.answered()))
                .put("voicemail", rounded(rates.voicemail()))
                .put("seconds", rates.takes().toSeconds())
                .put("billed_seconds", rates.billed().toSeconds());
        return json;
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    private static String until(Forecast forecast) {
        return forecast.until().name().toLowerCase(Locale.ROOT);
    }

    private static String basis(Forecast forecast) {
        return forecast.basis().name().toLowerCase(Locale.ROOT);
    }
}
