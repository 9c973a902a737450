package vuelta.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vuelta.domain.attempt.CallStatus;
import vuelta.domain.campaign.CampaignAction;
import vuelta.domain.dispatch.World;
import vuelta.domain.fakes.Examples;
import vuelta.domain.fakes.Examples.SettingsBuilder;
import vuelta.domain.pace.Command;
import vuelta.domain.window.DayHours;
import vuelta.domain.window.WeeklySchedule;

/** What happened to a contact, and what did not and why. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShowTimelineTest {
    private static final ZoneId HERMOSILLO = ZoneId.of("America/Hermosillo");

    /** Open from ten on Mondays; it is nine. */
    private static final WeeklySchedule FROM_TEN =
            new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("10:00", "18:00")));

    private static List<Entry> of(World world) {
        return new ShowTimeline(
                        world.store.campaigns(),
                        world.store.contacts(),
                        world.store.attempts(),
                        world.store.books(),
                        world.clock)
                .of(world.contact(0).id())
                .orElseThrow();
    }

    private static World world(SettingsBuilder settings) {
        return new World(settings.build()).load(1);
    }

    private static Entry last(World world) {
        return of(world).getLast();
    }

    private static Entry notTried(World world, String what, @Nullable Instant until) {
        return new Entry(world.clock.instant(), Entry.Kind.NOT_TRIED, what, 0, until);
    }

    @Test
    void decisions_and_events_stand_in_the_order_in_which_they_happened() {
        World world = world(Examples.with().retries(0));
        Command.Begin command = world.tick().getFirst();
        world.begin(command);
        world.clock.advance(Duration.ofSeconds(20));
        world.ends(command, CallStatus.BUSY, null);

        assertThat(of(world)).extracting(Entry::what).contains("LOADED", "CLAIMED", "BEGUN", "ACCEPTED_BY_PROVIDER");
        assertThat(of(world)).extracting(Entry::at).isSorted();
        assertThat(last(world).what()).isEqualTo("BUSY");
        assertThat(of(world))
                .filteredOn(entry -> entry.kind() == Entry.Kind.EVENT)
                .extracting(Entry::attempt)
                .containsOnly(1);
    }

    @Test
    void while_the_window_is_closed_it_says_until_when() {
        World world = world(Examples.with().window(FROM_TEN));
        world.tick();

        Instant ten = World.START.plus(Duration.ofHours(1));
        assertThat(last(world)).isEqualTo(notTried(world, "CAMPAIGN_WAITS_WINDOW", ten));
    }

    @Test
    void while_the_window_is_closed_where_the_contact_lives_it_says_until_when() {
        World world = world(Examples.with()
                .contactZones(true)
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:00", "18:00")))));
        world.zones.known(Examples.number(0), HERMOSILLO);
        world.tick();

        Instant nineThere = World.START.plus(Duration.ofHours(1));
        assertThat(last(world)).isEqualTo(notTried(world, "CONTACT_WINDOW_CLOSED", nineThere));
    }

    @Test
    void where_nobody_knows_when_the_contact_may_be_tried_it_names_no_instant() {
        SettingsBuilder settings = Examples.with()
                .contactZones(true)
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:00", "18:00"))));
        World unknown = world(settings);
        unknown.zones.unknown(Examples.number(0));
        unknown.tick();
        World apart = world(settings);
        apart.zones.known(Examples.number(0), ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Kamchatka"));
        apart.tick();

        assertThat(last(unknown)).isEqualTo(notTried(unknown, "CONTACT_ZONE_UNKNOWN", null));
        assertThat(last(apart)).isEqualTo(notTried(apart, "CONTACT_NO_COMMON_HOUR", null));
    }

    @Test
    void before_a_retry_is_due_it_says_when_that_is() {
        World world = world(Examples.with().retries(1).retryDelay(Duration.ofMinutes(30)));
        Command.Begin command = world.tick().getFirst();
        world.begin(command);
        world.ends(command, CallStatus.BUSY, null);

        Instant due = world.clock.instant().plus(Duration.ofMinutes(30));
        assertThat(last(world)).isEqualTo(notTried(world, "NOT_DUE_YET", due));
    }

    @ParameterizedTest
    @CsvSource({"PAUSE, CAMPAIGN_INACTIVE", "CANCEL, CAMPAIGN_CANCELLED", "ARCHIVE, CAMPAIGN_ARCHIVED"})
    void in_a_campaign_that_does_not_work_it_says_so(CampaignAction action, String what) {
        World world = world(Examples.with());
        world.act(action);

        assertThat(last(world)).isEqualTo(notTried(world, what, null));
    }

    @Test
    void whoever_is_not_to_be_tried_again_has_no_such_entry() {
        World world = world(Examples.with().retries(0));
        Command.Begin command = world.tick().getFirst();
        world.begin(command);
        world.ends(command, CallStatus.NO_ANSWER, null);

        assertThat(of(world)).noneMatch(entry -> entry.kind() == Entry.Kind.NOT_TRIED);
    }
}
