package io.vuelta.handlers.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.WakeLines;
import io.vuelta.domain.retention.OrderRemovals;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingRemovals;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import org.joda.time.DateTime;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchdogHandlerTest {
    private static final LineId FIRST = new LineId("iph_1");
    private static final LineId SECOND = new LineId("iph_2");
    private static final LineId IDLE = new LineId("iph_3");

    private final InMemoryStore store = new InMemoryStore();
    private final RecordingWakes wakes = new RecordingWakes();
    private final VirtualTime clock = new VirtualTime(Examples.MONDAY);
    private final TestContext context = new TestContext();
    private final RecordingRemovals removals = new RecordingRemovals();
    private final WatchdogHandler handler = new WatchdogHandler(new WatchdogWiring(
            new WakeLines(store.campaigns(), store.lines(), wakes, clock),
            new OrderRemovals(removals, Duration.ofDays(30))));

    WatchdogHandlerTest() {
        campaign("C1", FIRST, CampaignStatus.ACTIVE);
        campaign("C2", FIRST, CampaignStatus.ACTIVE);
        campaign("C3", SECOND, CampaignStatus.COOLDOWN);
        campaign("C4", IDLE, CampaignStatus.READY);
    }

    private void campaign(String id, LineId line, CampaignStatus status) {
        store.lines().put(Examples.line(line));
        store.campaigns().create(Examples.campaign(new CampaignId(id), line, status, Examples.settings()));
    }

    private int rescued() {
        ScheduledEvent event = new ScheduledEvent();
        event.setTime(new DateTime(clock.instant().toEpochMilli()));
        return handler.handleRequest(event, context);
    }

    @Test
    void every_line_with_active_campaigns_is_woken_once() {
        assertThat(rescued()).isZero();

        assertThat(wakes.woken()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void a_line_that_has_missed_its_alarm_is_counted_by_its_log_line() {
        store.lines().alarmSet(FIRST, Examples.MONDAY);
        store.lines().alarmSet(SECOND, Examples.MONDAY.plus(Duration.ofHours(1)));
        store.lines().alarmSet(IDLE, Examples.MONDAY);
        clock.advance(Duration.ofMinutes(4));

        assertThat(rescued()).isEqualTo(1);

        assertThat(wakes.woken()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(context.lines())
                .singleElement()
                .asString()
                .contains("\"event\":\"watchdog_rescue\"", "\"line\":\"" + FIRST + "\"", "\"watchdog_rescue\":1");
    }

    @Test
    void an_alarm_that_is_late_by_a_minute_is_ordinary() {
        store.lines().alarmSet(FIRST, Examples.MONDAY);
        clock.advance(Duration.ofMinutes(1));

        assertThat(rescued()).isZero();
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void expired_contacts_are_searched_for_once_a_day() {
        for (int hour = 0; hour < 24; hour++) {
            rescued();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(removals.looks).hasSize(1);
    }
}
