package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.forecast.AnswerRates;
import io.vuelta.domain.forecast.Forecast;
import io.vuelta.handlers.api.http.ApiJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be expected of a campaign, as the API shows it. */
final class ForecastView {
    private ForecastView() {}

    /** When it ends, and what that rests on; null where that cannot be told. */
    static @Nullable ObjectNode eta(Forecast forecast) {
        Forecast.Range end = forecast.end();
        return end == null
                ? null
                : ApiJson.object()
                        .put("from", end.from().toString())
                        .put("likely", end.likely().toString())
                        .put("to", end.to().toString())
                        .put("basis", basis(forecast));
    }

    static ObjectNode whole(Forecast forecast, AnswerRates rates) {
        ObjectNode json = ApiJson.object()
                .put("attempts", forecast.attempts())
                .put("billed_minutes", forecast.billed().plusSeconds(59).toMinutes());
        json.set("end", eta(forecast));
        json.put("basis", basis(forecast));
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

    private static String basis(Forecast forecast) {
        return forecast.basis().name().toLowerCase(Locale.ROOT);
    }
}
