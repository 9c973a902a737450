package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.Preflight;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.forecast.Forecast;
import io.vuelta.domain.forecast.Situation;
import io.vuelta.domain.forecast.Situations;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.domain.price.Money;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.TimelineView;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows the messages of a campaign before its start. */
final class PreflightApi {
    private final Campaigns campaigns;
    private final Preflight preflight;
    private final Counts counts;
    private final OpenClaimsBooks books;
    private final Lines lines;
    private final Situations situations;

    PreflightApi(
            Campaigns campaigns,
            Preflight preflight,
            Counts counts,
            OpenClaimsBooks books,
            Lines lines,
            Situations situations) {
        this.campaigns = campaigns;
        this.preflight = preflight;
        this.counts = counts;
        this.books = books;
        this.lines = lines;
        this.situations = situations;
    }

    ApiResponse show(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Preflight.Found found = preflight.of(campaign);
        ObjectNode json = ApiJson.object();
        ObjectNode contacts = json.putObject("contacts").put("to_try", found.toTry());
        ObjectNode others = contacts.putObject("not_to_try");
        found.others().forEach((status, count) -> others.put(status.wire(), count));
        ArrayNode missing = json.putArray("missing_variables");
        found.missing()
                .forEach(name -> missing.addObject()
                        .put("name", name.name())
                        .put("template", name.template())
                        .put("contacts", name.contacts()));
        ArrayNode first = json.putArray("first_messages");
        found.first().forEach(shown -> first.add(json(shown)));
        ObjectNode unavailable = json.putObject("unavailable_templates");
        new TreeMap<>(found.unavailable()).forEach(unavailable::put);
        json.put("complete", found.complete());
        Counters counters =
                counts.sums(campaign.id(), campaign.cycle().number()).counters();
        situation(campaign, counters)
                .ifPresentOrElse(of -> forecast(of, counters, category(found), request, json), () -> {
                    json.putNull("estimate");
                    json.putNull("budget");
                    json.putNull("held_up_by");
                });
        return ApiResponse.of(200, "preflight", json);
    }

    /** The category of the template that is sent first. */
    private static @Nullable MessageCategory category(Preflight.Found found) {
        return found.templates().isEmpty() ? null : found.templates().getFirst().category();
    }

    private Optional<Situation> situation(Campaign campaign, Counters counters) {
        return situations.of(
                campaign,
                counters,
                books.find(campaign.id()),
                lines.find(campaign.line()).orElseThrow());
    }

    private void forecast(
            Situation of, Counters counters, @Nullable MessageCategory category, Request request, ObjectNode json) {
        Forecast forecast = Forecast.of(of);
        Optional<Line> line = lines.find(of.campaign().line());
        Optional<Money> cost = ForecastView.cost(forecast, counters, line, category);
        json.set("estimate", ForecastView.whole(forecast, of.rates(), cost));
        json.set("budget", CostView.budget(of.campaign(), counters, lines, cost));
        TimelineView view = TimelineView.of(of.campaign(), request.language());
        of.heldUpBy(lines.pace(of.campaign().line()))
                .ifPresentOrElse(
                        waiting -> json.set(
                                "held_up_by", view.of(waiting, of.campaign(), line, counters.waiting(), of.now())),
                        () -> json.putNull("held_up_by"));
    }

    private static ObjectNode json(Preflight.Shown shown) {
        ObjectNode json = ApiJson.object()
                .put("contact_id", shown.contact().id().hash())
                .put("contact", shown.contact().number().e164())
                .put("text", shown.text())
                .put("template", shown.template());
        ObjectNode parameters = json.putObject("parameters");
        new TreeMap<>(shown.parameters()).forEach(parameters::put);
        return json;
    }
}
