package io.vuelta.journeys.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.LifeCycle;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.count.Change;
import io.vuelta.domain.count.CountChanges;
import io.vuelta.domain.count.Counters;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.wake.Wake;
import io.vuelta.handlers.runtime.Stores;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.FixedZones;
import io.vuelta.testkit.fakes.RecordingCommands;
import io.vuelta.testkit.fakes.RecordingSchedules;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** An operator's action costs the same number of requests to DynamoDB for ten contacts and for two thousand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CostIT {
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final VirtualTime CLOCK = new VirtualTime(Examples.MONDAY);

    @AutoClose
    private static final TemplateTable STARTED = TemplateTable.start(new Counting());

    private static final Stores STORES = Stores.of(STARTED.table());

    @BeforeAll
    static void agent() {
        STORES.agents().put(Examples.agent());
    }

    /** Counts the sent requests. */
    private static final class Counting implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            REQUESTS.incrementAndGet();
        }
    }

    @Test
    void a_cycle_a_pause_and_the_status_cost_the_same_for_10_and_for_2_000_contacts() {
        Map<String, Integer> few = costs(10);
        Map<String, Integer> many = costs(2_000);

        assertThat(many).isEqualTo(few);
        System.out.println("DynamoDB requests at 10 and at 2,000 contacts: " + few);
    }

    private static Map<String, Integer> costs(int contacts) {
        LineId line = new LineId("line" + contacts);
        CampaignId id = new CampaignId("c" + contacts);
        STORES.lines().put(Examples.line(line));
        Cycles cycles = new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofMinutes(1)), 1, null, Set.of(), Set.of());
        Campaign campaign = Examples.campaign(
                id, line, CampaignStatus.ACTIVE, Examples.with().cycles(cycles).build());
        STORES.ofCampaigns().campaigns().create(campaign);
        load(campaign, contacts);
        RecordingWakes wakes = new RecordingWakes();
        ActOnCampaign act = new ActOnCampaign(
                STORES.ofCampaigns().campaigns(), STORES.ofCampaigns().books(), wakes, new FiveTries(), CLOCK);
        PaceLine.Ports ports = new PaceLine.Ports(
                new PaceLine.Stores(
                        STORES.lines(),
                        STORES.ofCampaigns().campaigns(),
                        STORES.ofContacts().contacts(),
                        STORES.ofCampaigns().books(),
                        STORES.ofCampaigns().claimBatches(),
                        STORES.ofCampaigns().counts(),
                        _ -> {}),
                new RecordingCommands(CLOCK),
                new RecordingSchedules(),
                wakes,
                new VirtualThreads(),
                CLOCK,
                new FixedZones(),
                CLOCK);
        PaceLine pacer = new PaceLine(ports, Duration.ofSeconds(90), Duration.ofMinutes(3));

        Map<String, Integer> costs = new LinkedHashMap<>();
        costs.put("run dry", counted(() -> pacer.tick(line, List.of(Wake.of(line)), false)));
        assertThat(status(id)).isEqualTo(CampaignStatus.COOLDOWN);
        CLOCK.advance(Duration.ofMinutes(2));
        costs.put("begin a cycle", counted(() -> pacer.tick(line, List.of(Wake.of(line)), false)));
        assertThat(status(id)).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(counters(id).fresh()).isEqualTo(contacts);
        costs.put("read the status", counted(() -> readStatus(id)));
        costs.put("pause", counted(() -> act.act(id, CampaignAction.PAUSE)));
        costs.put("resume", counted(() -> act.act(id, CampaignAction.RESUME)));
        costs.put("cancel", counted(() -> act.act(id, CampaignAction.CANCEL)));
        assertThat(LifeCycle.targets(status(id))).isEmpty();
        return costs;
    }

    /** Contacts without success, which return in the next cycle. */
    private static void load(Campaign created, int contacts) {
        Campaign campaign = STORES.ofCampaigns().campaigns().find(created.id()).orElseThrow();
        Instant now = CLOCK.instant();
        List<Contacts.Change> changes = new ArrayList<>();
        List<Change> streamed = new ArrayList<>();
        for (int i = 0; i < contacts; i++) {
            Contact contact =
                    Examples.contact(created.id(), i).dropped("NO_ANSWER", now).countedIn(campaign);
            changes.add(new Contacts.Change(null, contact));
            streamed.add(new Change.OfContact("%040d".formatted(i), null, contact));
            if (changes.size() == Contacts.MAX_TOGETHER || i == contacts - 1) {
                assertThat(STORES.ofContacts().contacts().edit(campaign, changes, changes.size(), 0))
                        .isTrue();
                changes.clear();
            }
        }
        new CountChanges(STORES.ofCampaigns().counts(), STORES.ofCampaigns().campaigns(), new RecordingWakes(), CLOCK)
                .count("shard", streamed);
    }

    private static Counters counters(CampaignId id) {
        int cycle =
                STORES.ofCampaigns().campaigns().find(id).orElseThrow().cycle().number();
        return STORES.ofCampaigns().counts().sums(id, cycle).counters();
    }

    private static CampaignStatus status(CampaignId id) {
        return STORES.ofCampaigns().campaigns().find(id).orElseThrow().status();
    }

    /** The reads of the API to show a campaign. */
    private static void readStatus(CampaignId id) {
        Campaign campaign = STORES.ofCampaigns().campaigns().find(id).orElseThrow();
        assertThat(STORES.agents().find(campaign.agent())).isPresent();
        assertThat(counters(id).contacts()).isPositive();
        assertThat(STORES.ofCampaigns().books().find(id).inFlight()).isZero();
    }

    private static int counted(Runnable work) {
        int before = REQUESTS.get();
        work.run();
        return REQUESTS.get() - before;
    }
}
