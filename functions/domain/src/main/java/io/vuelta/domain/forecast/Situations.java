package io.vuelta.domain.forecast;

import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.count.AnswerRates;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.count.LineRates;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.window.ContactZones;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the data that a forecast needs in addition to the campaign's own figures: the number of other campaigns on its line,
 * the answer rates of the line, and the time zones of the campaign's contacts.
 */
public final class Situations {
    /**
     * Number of contacts whose zones represent those of all. Contacts are stored in the order of a hash, so the first
     * ones are a random sample.
     */
    private static final int SAMPLE = 50;

    /** Maximum number of campaigns of a line that are read. */
    private static final int MAX_OTHERS = 20;

    /** How long a line's data is cached: a list of campaigns often requests the same line. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Campaigns campaigns;
    private final People people;
    private final LineRates rates;
    private final ContactZones zones;
    private final InstantSource clock;
    private final Map<LineId, AtWork> atWork = new ConcurrentHashMap<>();

    public Situations(Campaigns campaigns, People people, LineRates rates, ContactZones zones, InstantSource clock) {
        this.campaigns = campaigns;
        this.people = people;
        this.rates = rates;
        this.zones = zones;
        this.clock = clock;
    }

    private record AtWork(List<CampaignId> campaigns, Instant readAt) {}

    /** The situation of a campaign that is active, or could be started now; empty if it is archived or over. */
    public Optional<Situation> of(Campaign campaign, Counters counters, OpenClaimsBook book, Line line) {
        Optional<AnswerRates> ofLine =
                counters.callsOver() < AnswerRates.MIN_CALLS ? rates.of(line.id()) : Optional.empty();
        LineShare share = new LineShare(line.spacing(), line.details().maxConcurrent(), others(campaign), ofLine);
        return Situation.of(campaign, counters, book, share, zones(campaign), clock.instant());
    }

    private int others(Campaign campaign) {
        return (int) atWork(campaign.line()).stream()
                .filter(id -> !id.equals(campaign.id()))
                .count();
    }

    private List<CampaignId> atWork(LineId line) {
        Instant now = clock.instant();
        return atWork.compute(
                        line,
                        (_, there) ->
                                there != null && !there.readAt().plus(KEPT).isBefore(now)
                                        ? there
                                        : new AtWork(read(line), now))
                .campaigns();
    }

    private List<CampaignId> read(LineId line) {
        return campaigns.activeOn(line).stream()
                .limit(MAX_OTHERS)
                .filter(id -> campaigns.find(id).filter(Campaign::mayAttempt).isPresent())
                .toList();
    }

    /**
     * The zones of some contacts, without contacts whose zone is unknown; none if only the campaign's own zone counts.
     */
    private List<Set<ZoneId>> zones(Campaign campaign) {
        if (!campaign.settings().hours().contactZones()) {
            return List.of();
        }
        List<Set<ZoneId>> found = new ArrayList<>();
        ScanCursor at = ScanCursor.START;
        for (int looked = 0; !at.ended() && looked < SAMPLE; ) {
            People.Page page = people.after(campaign.id(), at, SAMPLE - looked, Set.of());
            page.people().forEach(person -> {
                switch (zones.of(person.contact().number())) {
                    case ContactZones.Zones.Known known -> found.add(known.zones());
                    case ContactZones.Zones.CountryOfOneZone _ -> found.add(Set.of());
                    case ContactZones.Zones.Unknown _ -> {
                        // Such contacts are never called.
                    }
                }
            });
            looked += page.people().size();
            at = page.next();
        }
        return found;
    }
}
