package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.who;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.contact.HistoryEntry;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Examples.SettingsBuilder;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Contacts in time zones in which it may be too early or too late. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContactZonesTest {
    /** An hour behind Mexico City in March: 8:00 where the campaign has 9:00. */
    private static final ZoneId HERMOSILLO = ZoneId.of("America/Hermosillo");

    private static final Instant OPENS_THERE = START.plus(Duration.ofHours(1));
    private static final Instant CLOSES = Instant.parse("2026-03-03T00:00:00Z");

    private static SettingsBuilder with() {
        DayHours office = DayHours.of("09:00", "18:00");
        return Examples.with()
                .concurrency(10)
                .retries(0)
                .contactZones(true)
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, office, DayOfWeek.TUESDAY, office)));
    }

    private final World world = new World(with()).load(2);

    /** Makes a tick; each called contact is busy. */
    private List<Integer> called() {
        List<Command.Begin> begins = world.tick();
        begins.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        return whoOf(world, begins);
    }

    private static List<Integer> whoOf(World world, List<Command.Begin> begins) {
        return List.of(0, 1).stream()
                .filter(n -> begins.stream()
                        .anyMatch(begin -> who(begin).equals(world.contact(n).id())))
                .toList();
    }

    @Test
    void a_contact_in_a_zone_where_it_is_too_early_is_held_until_the_window_opens_there() {
        world.zones.known(Examples.number(0), HERMOSILLO);

        assertThat(called()).containsExactly(1);

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(world.contact(0).due()).isEqualTo(OPENS_THERE);
        assertThat(world.contact(0).log().history().getLast())
                .isEqualTo(new HistoryEntry(START, "CONTACT_WINDOW_CLOSED", 0, OPENS_THERE, HERMOSILLO.getId()));
        assertThat(world.tickAt(OPENS_THERE.minusMillis(1))).isEmpty();
        assertThat(whoOf(world, world.tickAt(OPENS_THERE))).containsExactly(0);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void a_campaign_whose_contacts_are_all_held_waits_for_the_window_and_shows_until_when() {
        world.zones.known(Examples.number(0), HERMOSILLO);
        world.zones.known(Examples.number(1), HERMOSILLO);
        world.tick();

        world.tickAt(START.plusSeconds(2));

        assertThat(world.book().waiting()).isEqualTo(new Waiting(Reason.WINDOW, OPENS_THERE));
    }

    @Test
    void the_window_must_be_open_in_every_possible_zone_of_the_number() {
        world.zones.known(Examples.number(0), Examples.MEXICO_CITY, HERMOSILLO);

        assertThat(called()).containsExactly(1);
        assertThat(world.contact(0).due()).isEqualTo(OPENS_THERE);
    }

    @Test
    void a_contact_of_unknown_zone_waits_and_its_history_shows_it() {
        world.zones.unknown(Examples.number(0));

        assertThat(called()).containsExactly(1);
        assertThat(world.contact(0).log().history().getLast())
                .isEqualTo(new HistoryEntry(START, "CONTACT_ZONE_UNKNOWN", 0, null));
        assertThat(world.contact(0).waits()).as("it is lost to nobody").isTrue();
        assertThat(world.tickAt(OPENS_THERE)).isEmpty();
    }

    @Test
    void a_contact_whose_zones_have_no_common_hour_waits_and_its_history_shows_it_without_an_instant() {
        world.zones.known(Examples.number(0), ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Kamchatka"));

        assertThat(called()).containsExactly(1);
        assertThat(world.contact(0).log().history().getLast())
                .isEqualTo(new HistoryEntry(START, "CONTACT_NO_COMMON_HOUR", 0, null));
        assertThat(world.contact(0).heldUntil()).isNull();
        assertThat(world.contact(0).waits()).isTrue();
        assertThat(world.contact(0).isHeld())
                .as("a change of settings looks again")
                .isTrue();
    }

    @Test
    void without_contact_timezones_no_contact_is_held() {
        World careless = new World(with().contactZones(false)).load(2);
        careless.zones.known(Examples.number(0), HERMOSILLO);
        careless.zones.unknown(Examples.number(1));

        assertThat(careless.tick()).hasSize(2);
    }

    @Test
    void a_change_of_settings_checks_all_held_contacts_at_once() {
        world.zones.known(Examples.number(0), HERMOSILLO);
        world.zones.unknown(Examples.number(1));
        world.tick();
        world.store
                .campaigns()
                .save(world.campaign().changed(with().contactZones(false).build()));

        world.tickAt(START.plusSeconds(2));
        assertThat(world.contact(0).reason()).isEqualTo("SETTINGS_CHANGED");

        assertThat(world.tickAt(START.plusSeconds(3))).hasSize(2);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void the_window_in_the_contacts_zone_is_checked_when_the_attempt_begins() {
        ZoneId anHourAhead = ZoneId.of("America/Cancun");
        world.zones.known(Examples.number(0), anHourAhead);
        Instant closesThere = CLOSES.minus(Duration.ofHours(1));
        Command.Begin command = world.tickAt(closesThere.minusMillis(1)).stream()
                .filter(begin -> who(begin).equals(world.contact(0).id()))
                .findFirst()
                .orElseThrow();
        world.clock.set(closesThere);

        world.begin(command);

        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.contact(0).reason()).isEqualTo("WINDOW_CLOSED");
        assertThat(world.contact(0).attempts()).isZero();
    }

    @Test
    void a_held_contact_of_a_paused_campaign_is_attempted_once_it_is_resumed_and_the_window_is_open() {
        world.zones.known(Examples.number(0), HERMOSILLO);
        world.tick();
        world.act(CampaignAction.PAUSE);
        world.clock.set(OPENS_THERE);
        world.act(CampaignAction.RESUME);

        world.tick();

        assertThat(whoOf(world, world.tickAt(OPENS_THERE.plusSeconds(2)))).contains(0);
    }
}
