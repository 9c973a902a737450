package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.count.HourlyFigures;
import io.vuelta.domain.count.HourlyFigures.Figure;
import io.vuelta.domain.line.LineId;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Period;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcomes of the attempts that began in each hour or day: for one campaign, or for all together. It reads only the
 * stored figures of each day.
 */
final class SeriesApi {
    private static final String BY = "by";
    private static final String AGENT = "agentId";
    private static final String LINE = "integration";
    /** Maximum number of days in one response. One day before and one after are also read because of time zones. */
    private static final int MAX_DAYS = 92;

    private static final int DAYS = 30;
    /** Maximum number of campaigns in one response. */
    private static final int MAX_CAMPAIGNS = 500;

    private final Campaigns campaigns;
    private final Agents agents;
    private final Counts counts;
    private final InstantSource clock;

    SeriesApi(ApiDependencies ports) {
        this.campaigns = ports.campaigns().campaigns();
        this.agents = ports.lines().agents();
        this.counts = ports.campaigns().counts();
        this.clock = ports.clock();
    }

    ApiResponse series(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of(BY, Period.START, Period.END));
        boolean hours = query.oneOf(BY, SeriesApi::isByHour, "hour, day").orElse(false);
        Period period = Period.of(query);
        Campaign campaign = request.campaign(campaigns);
        ZoneId zone = campaign.settings().zone();
        Range range = range(period, zone);
        SortedMap<String, Map<Figure, Long>> buckets = new TreeMap<>();
        figures(
                counts.hours(campaign.id(), range.days()),
                range,
                (at, figures) -> buckets.merge(
                        hours ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)) : day(at, zone),
                        figures,
                        HourlyFigures::sum));
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray("series");
        buckets.forEach(
                (start, figures) -> list.add(put(figures, list.objectNode().put("start", start))));
        body.put(BY, hours ? "hour" : "day").put("timezone", zone.getId());
        return ApiResponse.of(200, body);
    }

    ApiResponse analytics(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of(Period.START, Period.END, AGENT, LINE));
        Optional<String> agent = query.text(AGENT).map(text -> new AgentId(text).value());
        Optional<String> line = query.text(LINE);
        Period period = Period.of(query);
        Map<CampaignId, HourlyFigures> moved =
                moved(range(period, ZoneOffset.UTC).days());
        Sums sums = new Sums();
        moved.forEach((id, figures) -> campaigns
                .find(id)
                .filter(campaign ->
                        agent.isEmpty() || agent.get().equals(campaign.agent().value()))
                .filter(campaign ->
                        line.isEmpty() || line.get().equals(campaign.line().value()))
                .ifPresent(campaign -> add(campaign, counts.plusParts(id, figures), period, sums)));
        return ApiResponse.of(200, json(sums));
    }

    private Map<CampaignId, HourlyFigures> moved(List<LocalDate> days) {
        Map<CampaignId, HourlyFigures> moved = new LinkedHashMap<>();
        for (LocalDate day : days) {
            counts.moved(day).forEach((campaign, figures) -> moved.merge(campaign, figures, HourlyFigures::plus));
        }
        if (moved.size() > MAX_CAMPAIGNS) {
            throw ApiError.invalid(
                    Period.START,
                    "is too early: " + moved.size() + " campaigns were active since then, and at most " + MAX_CAMPAIGNS
                            + " can be added up; give a later " + Period.START);
        }
        return moved;
    }

    private void add(Campaign campaign, HourlyFigures all, Period period, Sums sums) {
        ZoneId zone = campaign.settings().zone();
        int[] buckets = {0};
        figures(all, range(period, zone), (at, figures) -> {
            buckets[0]++;
            sums.total = HourlyFigures.sum(sums.total, figures);
            sums.byDay.merge(day(at, zone), figures, HourlyFigures::sum);
            sums.byAgent.merge(campaign.agent(), figures, HourlyFigures::sum);
            sums.byLine.merge(campaign.line(), figures, HourlyFigures::sum);
            sums.channels.put(campaign.line(), campaign.settings().channel().wire());
        });
        sums.campaigns += buckets[0] > 0 ? 1 : 0;
    }

    private ObjectNode json(Sums sums) {
        ObjectNode body = ApiResponse.success();
        body.put("campaigns", sums.campaigns);
        body.set("total", put(sums.total, body.objectNode()));
        ArrayNode days = body.putArray("by_day");
        sums.byDay.forEach(
                (day, figures) -> days.add(put(figures, days.objectNode().put("date", day))));
        ArrayNode byAgent = body.putArray("by_agent");
        sums.byAgent.forEach((agent, figures) -> {
            ObjectNode json = byAgent.addObject();
            json.putObject("agent")
                    .put("id", agent.value())
                    .put("name", agents.find(agent).map(Agent::name).orElse(""));
            put(figures, json);
        });
        ArrayNode byLine = body.putArray("by_integration");
        sums.byLine.forEach((line, figures) -> {
            ObjectNode json = byLine.addObject();
            json.putObject("integration").put("id", line.value());
            put(figures, json.put("integration_type", sums.channels.get(line)));
        });
        return body;
    }

    /** The sums of the campaigns' figures. */
    private static final class Sums {
        private final SortedMap<String, Map<Figure, Long>> byDay = new TreeMap<>();
        private final Map<AgentId, Map<Figure, Long>> byAgent = new LinkedHashMap<>();
        private final Map<LineId, Map<Figure, Long>> byLine = new LinkedHashMap<>();
        private final Map<LineId, String> channels = new LinkedHashMap<>();
        private Map<Figure, Long> total = Map.of();
        private int campaigns;
    }

    /** Receives an hour's figures. */
    private interface Taken {
        void take(Instant hour, Map<Figure, Long> figures);
    }

    private static void figures(HourlyFigures all, Range range, Taken taken) {
        all.hours().forEach((hour, figures) -> {
            if (range.contains(hour)) {
                taken.take(hour, figures);
            }
        });
    }

    private static Optional<Boolean> isByHour(String by) {
        return by.equals("hour") || by.equals("day") ? Optional.of(by.equals("hour")) : Optional.empty();
    }

    private static String day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate().toString();
    }

    private static ObjectNode put(Map<Figure, Long> figures, ObjectNode json) {
        for (Figure figure : Figure.values()) {
            json.put(figure.name().toLowerCase(Locale.ROOT), figures.getOrDefault(figure, 0L));
        }
        return json;
    }

    /** The requested time range; the last {@value #DAYS} days if the request has none. */
    private Range range(Period period, ZoneId zone) {
        Instant until =
                period.until() == null ? clock.instant() : period.until().apply(zone);
        Instant from = period.from() == null
                ? until.minus(Duration.ofDays(DAYS))
                : period.from().apply(zone);
        if (!from.isBefore(until)) {
            throw ApiError.invalid(Period.END, "must not be before " + Period.START);
        }
        if (Duration.between(from, until).toDays() > MAX_DAYS) {
            throw ApiError.invalid(Period.START, "must be at most " + MAX_DAYS + " days before " + Period.END);
        }
        return new Range(from, until);
    }

    /** A time range: from an instant, inclusive, until another, exclusive. */
    private record Range(Instant from, Instant until) {
        boolean contains(Instant hour) {
            return !hour.isBefore(from) && hour.isBefore(until);
        }

        /** The days in UTC that the range may overlap. */
        List<LocalDate> days() {
            LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
            LocalDate last = until.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
            return first.datesUntil(last.plusDays(1)).toList();
        }
    }
}
