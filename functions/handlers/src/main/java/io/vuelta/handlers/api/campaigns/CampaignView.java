package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.forecast.Forecast;
import io.vuelta.domain.forecast.Situations;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.timeline.Language;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.RemovedContacts;
import io.vuelta.handlers.api.http.TimelineView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows campaigns. Each campaign needs three reads, whatever its size, and one more for each line that is not cached
 * yet.
 */
final class CampaignView {
    private final Agents agents;
    private final OpenClaimsBooks books;
    private final Counts counts;
    private final Lines lines;
    private final Situations situations;
    private final InstantSource clock;

    CampaignView(
            Agents agents,
            OpenClaimsBooks books,
            Counts counts,
            Lines lines,
            Situations situations,
            InstantSource clock) {
        this.agents = agents;
        this.books = books;
        this.counts = counts;
        this.lines = lines;
        this.situations = situations;
        this.clock = clock;
    }

    /** One campaign with its figures, and why it waits if it does. */
    ObjectNode whole(Campaign campaign, Language language) {
        Counters counters =
                counts.sums(campaign.id(), campaign.cycle().number()).counters();
        return whole(campaign, name(campaign.agent()), counters, books.find(campaign.id()), language);
    }

    /** A campaign that has just been created. */
    ObjectNode created(Campaign campaign, Agent agent, Language language) {
        return whole(campaign, agent.name(), Counters.NONE, OpenClaimsBook.empty(campaign.id()), language);
    }

    /** Campaigns with their figures, and why each waits if it does. */
    ArrayNode list(List<Campaign> campaigns, Language language) {
        Map<AgentId, String> names = new HashMap<>();
        ArrayNode list = ApiJson.list();
        for (Campaign campaign : campaigns) {
            Counters counters =
                    counts.sums(campaign.id(), campaign.cycle().number()).counters();
            String agentName = names.computeIfAbsent(campaign.agent(), this::name);
            list.add(whole(campaign, agentName, counters, books.find(campaign.id()), language));
        }
        return list;
    }

    private String name(AgentId agent) {
        return agents.find(agent).map(Agent::name).orElse("");
    }

    private ObjectNode whole(
            Campaign campaign, String agentName, Counters counters, OpenClaimsBook book, Language language) {
        ObjectNode json = plain(campaign, agentName);
        Map<LineId, Optional<Line>> read = new HashMap<>();
        Function<LineId, Optional<Line>> line = id -> read.computeIfAbsent(id, lines::find);
        Optional<Line> own = line.apply(campaign.line());
        TimelineView view = TimelineView.of(campaign, language);
        waiting(campaign, book)
                .ifPresentOrElse(
                        waiting -> json.set(
                                "waiting", view.of(waiting, campaign, own, counters.waiting(), clock.instant())),
                        () -> json.putNull("waiting"));
        json.set("eta", eta(campaign, counters, book, own));
        ObjectNode analytics = Analytics.json(campaign.settings().channel(), counters, book);
        analytics.set("cost", CostView.soFar(campaign, counters, line));
        json.set("analytics", analytics);
        return json;
    }

    /** The forecast of when an active campaign ends; null if the campaign is not active or no forecast is possible. */
    private @Nullable ObjectNode eta(Campaign campaign, Counters counters, OpenClaimsBook book, Optional<Line> on) {
        return campaign.isPaced()
                ? on.flatMap(line -> situations.of(campaign, counters, book, line))
                        .map(Forecast::of)
                        .map(forecast -> ForecastView.eta(forecast, counters, on))
                        .orElse(null)
                : null;
    }

    private static Optional<Waiting> waiting(Campaign campaign, OpenClaimsBook book) {
        if (coolsDown(campaign)) {
            return Optional.of(
                    new Waiting(Waiting.Reason.COOLDOWN, campaign.nextCycle().orElse(null)));
        }
        return Optional.ofNullable(book.waiting()).filter(_ -> campaign.mayAttempt());
    }

    private static boolean coolsDown(Campaign campaign) {
        return campaign.isPaced() && !campaign.mayAttempt();
    }

    private static ObjectNode plain(Campaign campaign, String agentName) {
        ObjectNode json = ApiJson.object()
                .put("id", campaign.id().value())
                .put("name", campaign.settings().name())
                .put("description", campaign.settings().description())
                .put("status", campaign.status().wire())
                .put("archived", campaign.archived());
        json.putObject("integration").put("id", campaign.line().value());
        json.putObject("agent").put("id", campaign.agent().value()).put("name", agentName);
        json.put("integration_type", campaign.settings().channel().wire());
        json.put("created_at", campaign.createdAt().toString());
        SettingsFields.write(campaign.settings(), json);
        cycle(campaign, json.putObject("cycle"));
        RemovedContacts.addTo(campaign, json);
        AutoPause autoPause = campaign.state().autoPause();
        if (autoPause == null) {
            json.putNull("paused_because");
        } else {
            json.putObject("paused_because")
                    .put("reason", autoPause.reason())
                    .put("at", autoPause.at().toString())
                    .set("attempts", ApiJson.texts(autoPause.attempts()));
        }
        return json;
    }

    /** Adds the current cycle, and the time at which the next cycle begins automatically if it is known. */
    private static void cycle(Campaign campaign, ObjectNode json) {
        Instant began = campaign.cycle().began();
        Optional<Instant> next = coolsDown(campaign) ? campaign.nextCycle() : Optional.empty();
        json.put("number", campaign.cycle().number())
                .put("began_at", began == null ? null : began.toString())
                .put("next_at", next.map(Instant::toString).orElse(null));
    }
}
