package io.vuelta.domain.pace;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static io.vuelta.testkit.World.who;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.AutoPause;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.PlacementResult;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.upload.Upload;
import io.vuelta.domain.upload.UploadId;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaceLineTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static @Nullable Waiting waiting(World world) {
        return world.book().waiting();
    }

    private static List<Instant> slots(List<Command.Begin> begins) {
        return begins.stream().map(Command.Begin::notBefore).toList();
    }

    // How many and when

    @Test
    void attempts_are_planned_at_the_rate_of_the_line() {
        World world = new World(Examples.with().concurrency(10)).load(4);

        assertThat(slots(world.tick()))
                .containsExactly(START, START.plusMillis(100), START.plusMillis(200), START.plusMillis(300));
        assertThat(world.book().inFlight()).isEqualTo(4);
        assertThat(world.store.lines().pace(LINE).nextSlot()).isEqualTo(START.plusMillis(400));
    }

    @Test
    void attempts_are_planned_with_the_campaigns_throttle_across_ticks_too() {
        World world = new World(Examples.with().concurrency(2).throttle(Duration.ofSeconds(2))).load(4);
        List<Command.Begin> first = world.tick();
        assertThat(slots(first)).containsExactly(START, START.plusSeconds(2));
        world.ends(first.getFirst(), CallStatus.FAILED, null);

        assertThat(slots(world.tickAt(START.plusSeconds(2)))).containsExactly(START.plusSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,3", "4,4", "5,4"})
    void no_more_than_the_concurrency_are_under_way(int concurrency, int begun) {
        World world = new World(Examples.with().concurrency(concurrency)).load(4);

        assertThat(world.tick()).hasSize(begun);
        assertThat(world.tick()).isEmpty();
        assertThat(waiting(world)).isEqualTo(concurrency < 4 ? new Waiting(Reason.CONCURRENCY, null) : null);
    }

    @Test
    void an_ended_attempt_frees_a_place_for_another() {
        World world = new World(Examples.with().concurrency(2)).load(4);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        assertThat(world.tick()).hasSize(1);
    }

    @Test
    void no_more_than_the_daily_limit_begin_and_the_next_day_continues() {
        World world = new World(Examples.with().concurrency(10).messageLimit(3).retries(0)).load(5);
        List<Command.Begin> today = world.tick();
        assertThat(today).hasSize(3);
        today.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        Instant midnight = Instant.parse("2026-03-03T06:00:00Z");

        assertThat(world.tickAt(midnight.minusMillis(1))).isEmpty();
        assertThat(waiting(world)).isEqualTo(new Waiting(Reason.DAILY_LIMIT, midnight));
        assertThat(world.tickAt(midnight)).hasSize(2);
        assertThat(waiting(world)).isNull();
    }

    @Test
    void a_plan_ends_where_the_window_does() {
        World world = new World(Examples.with()
                        .concurrency(20)
                        .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("08:00", "09:01")))))
                .load(20);
        Instant closes = START.plusSeconds(60);

        List<Command.Begin> begins = world.tickAt(closes.minusMillis(250));

        assertThat(slots(begins))
                .containsExactly(closes.minusMillis(250), closes.minusMillis(150), closes.minusMillis(50));
    }

    @Test
    void a_plan_reaches_three_seconds_ahead() {
        World world = new World(Examples.with().concurrency(20).throttle(Duration.ofSeconds(1))).load(20);

        assertThat(slots(world.tick())).containsExactly(START, START.plusSeconds(1), START.plusSeconds(2));
    }

    @Test
    void a_large_plan_is_claimed_in_parts() {
        World world = new World(Examples.with().concurrency(200)).load(120);
        world.store.lines().put(Examples.line(LINE, "1000"));

        assertThat(world.tick()).hasSize(120).extracting(World::id).doesNotHaveDuplicates();
        assertThat(world.book().inFlight()).isEqualTo(120);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void the_campaign_with_fewer_attempts_under_way_gets_the_next_slot_of_a_shared_line() {
        World world = new World(Examples.with().concurrency(100)).load(100);
        CampaignId other = new CampaignId("c2");
        world.store
                .campaigns()
                .create(Examples.campaign(
                        other,
                        LINE,
                        CampaignStatus.ACTIVE,
                        Examples.with().concurrency(100).build()));
        for (int n = 0; n < 90; n++) {
            world.add(Examples.contact(other, n));
        }

        List<Command.Begin> begins = world.tick();

        assertThat(begins).hasSize(30);
        long mine = begins.stream()
                .filter(begin -> id(begin).campaign().equals(CAMPAIGN))
                .count();
        assertThat(mine).isEqualTo(15);
        assertThat(slots(begins)).doesNotHaveDuplicates();
    }

    // Who

    @Test
    void retries_that_are_due_come_before_first_attempts() {
        World world = new World(Examples.settings()).load(2);
        Command.Begin first = world.tick().getFirst();
        world.ends(first, CallStatus.BUSY, null);

        Command.Begin retry = world.tickAt(START.plus(HALF_AN_HOUR)).getFirst();

        assertThat(who(retry)).isEqualTo(who(first));
        assertThat(id(retry).number()).isEqualTo(2);
    }

    @Test
    void a_contact_that_waits_for_a_retry_does_not_delay_the_others() {
        World world = new World(Examples.settings()).load(2);
        Command.Begin first = world.tick().getFirst();
        world.ends(first, CallStatus.BUSY, null);

        assertThat(world.tick()).extracting(begin -> who(begin)).hasSize(1).doesNotContain(who(first));
    }

    @Test
    void no_contact_is_claimed_twice_in_a_plan_when_the_scan_starts_again() {
        World world = new World(Examples.with().concurrency(5)).load(6);
        world.tick().forEach(command -> world.ends(command, CallStatus.BUSY, null));

        // There is space for five, and the scan has only the sixth before its end.
        assertThat(world.tick()).hasSize(1);
    }

    @Test
    void a_contact_loaded_behind_the_scan_cursor_is_found() {
        World world = new World(Examples.with().concurrency(50).retries(0)).load(20);
        world.tick().forEach(command -> world.ends(command, CallStatus.BUSY, null));

        assertThat(world.load(20).tick()).hasSize(20);
    }

    // Why not

    @Test
    void an_active_campaign_without_contacts_waits_for_them_and_never_finishes() {
        World world = new World(Examples.settings());

        world.tick();

        assertThat(waiting(world)).isEqualTo(new Waiting(Reason.NO_CONTACTS, null));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.load(1).tick()).hasSize(1);
    }

    @Test
    void a_campaign_begins_at_its_start() {
        Instant start = START.plusSeconds(3_600);
        World world = new World(Examples.with().startAt(start)).load(1);

        assertThat(world.tick()).isEmpty();
        assertThat(waiting(world)).isEqualTo(new Waiting(Reason.SCHEDULED_START, start));
        assertThat(world.schedules.of(LINE)).as("a minute before").contains(start.minusSeconds(60));
        assertThat(world.tickAt(start.minusSeconds(20))).isEmpty();
        assertThat(world.commands.wakes()).containsExactly(new Command.Wake(LINE, start));
        assertThat(world.tickAt(start)).hasSize(1);
        assertThat(waiting(world)).isNull();
    }

    /**
     * A line has one schedule: after it is set to an earlier instant it does not fire at the later one, even if the
     * record has the later one.
     */
    @Test
    void an_alarm_moved_by_a_tick_that_died_is_set_again_for_the_later_instant() {
        Instant later = START.plusSeconds(7_200);
        Instant earlier = START.plusSeconds(3_600);
        World world = new World(Examples.with().startAt(later)).load(1);
        world.tick();
        startAt(world, earlier);
        world.store.faults(FailAt.beforeNext("lines.alarmSet").nth(2));
        assertThatThrownBy(world::tick).isInstanceOf(FailAt.Crash.class);
        world.store.faults(Faults.NONE);
        assertThat(world.schedules.of(LINE)).contains(earlier.minusSeconds(60));

        startAt(world, later);
        world.tick();

        assertThat(world.schedules.of(LINE)).contains(later.minusSeconds(60));
    }

    private static void startAt(World world, Instant at) {
        Campaign changed = world.campaign().changed(Examples.with().startAt(at).build());
        assertThat(world.store.campaigns().save(changed)).isTrue();
    }

    @Test
    void a_campaign_whose_contacts_all_wait_for_a_retry_shows_until_when() {
        World world = new World(Examples.settings()).load(1);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        world.tickAt(START.plusSeconds(31));

        assertThat(waiting(world)).isEqualTo(new Waiting(Reason.RETRY_DUE, START.plus(HALF_AN_HOUR)));
        assertThat(world.schedules.of(LINE)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"RATE,LINE_RATE", "ERROR,LINE_ERROR"})
    void a_blocked_line_shows_the_reason(LinePace.Block block, Reason reason) {
        World world = new World(Examples.settings()).load(1);
        Instant until = START.plusSeconds(30);
        world.store.lines().block(LINE, until, block);

        assertThat(world.tick()).isEmpty();
        assertThat(waiting(world)).isEqualTo(new Waiting(reason, until));
        assertThat(world.commands.wakes()).containsExactly(new Command.Wake(LINE, until));
        assertThat(world.tickAt(until)).hasSize(1);
    }

    // The end

    @Test
    void a_campaign_finishes_when_no_contact_waits_and_no_call_is_under_way() {
        World world = new World(Examples.with().retries(0)).load(1);
        Command.Begin only = world.beginNext();
        world.tick();
        assertThat(world.campaign().status()).as("a call is under way").isEqualTo(CampaignStatus.ACTIVE);

        world.ends(only, CallStatus.BUSY, null);
        world.tick();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
        world.tick();
        assertThat(world.store.campaigns().activeOn(LINE)).isEmpty();
    }

    @Test
    void a_campaign_is_not_finished_while_contacts_arrive() {
        World world = new World(Examples.with().retries(0)).load(1);
        UploadId upload = new UploadId(CAMPAIGN, "up");
        world.store.uploads().create(Upload.waiting(upload, "more.csv", 1, "k", START));
        world.store.uploads().startReading(upload);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(waiting(world)).isEqualTo(new Waiting(Reason.NO_CONTACTS, null));

        world.store.uploads().fail(upload, "EMPTY_FILE");
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void a_paused_campaign_is_ticked_until_its_calls_have_ended_and_then_leaves_the_line() {
        World world = new World(Examples.settings()).load(2);
        Command.Begin command = world.beginNext();
        world.act(CampaignAction.PAUSE);
        assertThat(world.tick()).isEmpty();
        assertThat(world.store.campaigns().activeOn(LINE)).containsExactly(CAMPAIGN);

        world.ends(command, CallStatus.BUSY, null);
        assertThat(world.tick()).isEmpty();

        assertThat(world.store.campaigns().activeOn(LINE)).isEmpty();
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.RETRYING);
        world.act(CampaignAction.RESUME);
        assertThat(world.tick()).hasSize(1);
    }

    @Test
    void a_tick_of_an_unknown_line_does_nothing() {
        World world = new World(Examples.settings()).load(1);
        var _ = world.pace.tick(new LineId("nowhere"), List.of(), false);
        assertThat(world.commands.sent()).isEmpty();
    }

    // The alarm, and what goes wrong

    @Test
    void an_alarm_that_already_rings_by_that_instant_is_not_set_again() {
        World world = new World(Examples.settings()).load(1);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        world.tickAt(START.plusSeconds(31));
        Optional<Instant> set = world.schedules.take(LINE);
        assertThat(set).isPresent();

        world.tick();

        assertThat(world.schedules.of(LINE)).isEmpty();
    }

    /** A pacer that crashes before or after each step of a claim: the batch, the book, each contact, the commands. */
    private static void crash(World world, FailAt at) {
        world.store.faults(at);
        world.commands.faults(at);
        assertThatThrownBy(world::tick).isInstanceOf(FailAt.Crash.class);
        world.store.faults(Faults.NONE);
        world.commands.faults(Faults.NONE);
    }

    /** The table may apply a write seconds after its writer has crashed. */
    @Test
    void the_late_batch_of_a_dead_pacer_does_not_replace_the_opened_one() {
        World world = new World(Examples.with().concurrency(2)).load(5);
        world.tick();
        long number = world.book().open().firstKey();
        ClaimBatch opened = world.store.claimBatches().find(CAMPAIGN, number).orElseThrow();
        ClaimBatch late = new ClaimBatch(
                CAMPAIGN,
                number,
                LINE,
                opened.epoch(),
                opened.lineEpoch(),
                START.minusSeconds(1),
                opened.members().subList(0, 1));

        assertThat(world.store.claimBatches().put(late)).isFalse();

        assertThat(world.store.claimBatches().find(CAMPAIGN, number)).contains(opened);
    }

    @Test
    void a_batch_number_used_by_a_dead_pacer_is_skipped() {
        World world = new World(Examples.with().concurrency(2)).load(5);
        crash(world, FailAt.afterNext("claimBatches.put"));
        ClaimBatch dead = world.store.claimBatches().find(CAMPAIGN, 1).orElseThrow();

        world.clock.set(START.plusSeconds(2));
        world.tick();

        assertThat(world.begins()).hasSize(2);
        assertThat(world.book().open()).hasSize(1).doesNotContainKey(1L);
        assertThat(world.store.claimBatches().find(CAMPAIGN, 1)).contains(dead);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "claimBatches.put,false",
        "claimBatches.put,true",
        "books.save,false",
        "books.save,true",
        "contacts.write,false",
        "contacts.write,true",
        "commands.send,false",
        "commands.send,true"
    })
    void a_plan_whose_pacer_died_at_any_step_is_executed_again_in_time(String operation, boolean afterwards) {
        World world = new World(Examples.with().concurrency(2)).load(5);
        crash(world, afterwards ? FailAt.afterNext(operation) : FailAt.beforeNext(operation));

        world.clock.set(START.plusSeconds(2));
        world.tick();

        List<Command.Begin> begins = world.begins();
        assertThat(begins).hasSize(2).extracting(World::who).doesNotHaveDuplicates();
        begins.forEach(world::begin);
        assertThat(world.provider.requests())
                .as("nobody has come too late, or from an earlier claim")
                .hasSize(2);
        assertThat(world.book().inFlight()).isEqualTo(2);
        assertThat(world.reservedToday()).isEqualTo(2);
        assertThat(world.store.contactsOf(CAMPAIGN))
                .filteredOn(Contact::isUnderWay)
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "books.save,true",
        "contacts.write,false",
        "contacts.write,true",
        "commands.send,false",
        "commands.send,true"
    })
    void a_plan_whose_pacer_died_is_released_when_it_is_too_late(String operation, boolean afterwards) {
        World world = new World(Examples.with().concurrency(2)).load(5);
        crash(world, afterwards ? FailAt.afterNext(operation) : FailAt.beforeNext(operation));
        List<Command.Begin> late = world.begins();

        List<Command.Begin> begins = world.tickAt(START.plusSeconds(2).plusMillis(1));

        assertThat(begins).hasSize(2).noneMatch(late::contains);
        late.forEach(world::begin);
        assertThat(world.provider.requests()).as("commands of the earlier plan").isEmpty();
        assertThat(world.book().inFlight()).isEqualTo(2);
        assertThat(world.reservedToday()).isEqualTo(2);
        assertThat(world.store.contactsOf(CAMPAIGN))
                .filteredOn(Contact::isUnderWay)
                .hasSize(2);
        begins.forEach(world::begin);
        assertThat(world.provider.requests()).hasSize(2);
    }

    /**
     * The answer was lost. The repeated write is refused, after dispatch has begun and settle has ended the claimed
     * attempts.
     */
    @Test
    void a_claim_made_though_its_write_was_answered_as_lost_counts_until_it_is_reported() {
        World world = new World(Examples.with().concurrency(1).retries(0)).load(2);
        world.store.faults(FailAt.sendingNextAgain("contacts.write", () -> {
            Contact claimed = world.store.contactsOf(CAMPAIGN).stream()
                    .filter(Contact::isUnderWay)
                    .findFirst()
                    .orElseThrow();
            world.store.faults(Faults.NONE);
            world.write(claimed, claimed.released(START, "LATE", START));
        }));

        List<Command.Begin> first = world.tick();
        assertThat(first).hasSize(1);
        assertThat(world.book().inFlight()).isEqualTo(1);
        assertThat(world.book().made()).isEqualTo(1);
        world.begin(first.getFirst());

        assertThat(world.provider.requests()).as("it is held no more").isEmpty();
        assertThat(world.book().inFlight())
                .as("the function that finds the held claim reports its end")
                .isZero();
        assertThat(world.reservedToday()).isZero();
        world.count();
        assertThat(world.store.counts().sums(CAMPAIGN, 0).claims())
                .isEqualTo(world.book().made());
    }

    @Test
    void a_contact_changed_between_search_and_claim_is_not_claimed_and_does_not_count() {
        World world = new World(Examples.settings()).load(1);
        world.store.faults(Faults.beforeNext(
                "contacts.write",
                () -> world.write(world.contact(0), world.contact(0).skipped(START))));

        assertThat(world.tick()).isEmpty();

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.SKIPPED);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.book().made()).isZero();
        assertThat(world.reservedToday()).isZero();
    }

    @Test
    void only_one_of_two_overlapping_pacers_plans() {
        World world = new World(Examples.with().concurrency(2)).load(4);
        List<Command.Begin> others = new ArrayList<>();
        world.count();
        world.store.faults(Faults.beforeNext("lines.reserve", () -> others.addAll(world.tickUncounted())));

        world.tickUncounted();

        assertThat(others).hasSize(2);
        assertThat(world.begins()).isEqualTo(others);
        assertThat(world.book().inFlight()).isEqualTo(2);
    }

    // Capacity

    @Test
    void open_commands_are_limited_to_the_measured_capacity_and_slots_begin_after_the_measured_lead() {
        World world = new World(Examples.with().concurrency(50)).load(50);
        LinePace pace = world.store.lines().pace(LINE);
        world.store
                .lines()
                .reserve(pace, null, new Capacity(8, Duration.ofMillis(500), List.of(), null, null), pace.outage());

        List<Command.Begin> first = world.tick();
        assertThat(first).hasSize(8);
        assertThat(slots(first).getFirst()).isEqualTo(START.plusMillis(500));
        assertThat(world.tick()).as("nothing was reported").isEmpty();

        first.forEach(world::beginOnTime);
        assertThat(world.tick()).as("twice as many as were reported in time").hasSize(16);
    }

    @Test
    void reports_within_a_second_of_a_plan_are_recorded_and_the_line_is_planned_later() {
        World world = new World(Examples.with().concurrency(2).retries(0)).load(4);
        Command.Begin command = world.tick().getFirst();
        world.ends(command, CallStatus.BUSY, null);
        world.count();
        List<Wake> wakes = world.wakes.takeAll();
        world.commands.take();

        var _ = world.pace.tick(LINE, wakes, true);

        assertThat(world.commands.sent()).isEmpty();
        assertThat(world.store.books().find(CAMPAIGN).inFlight()).isEqualTo(1);
        assertThat(world.wakes.woken()).as("it wakes itself").contains(LINE);
        assertThat(world.tick()).hasSize(1);
    }

    // Counts that lag

    @Test
    void a_campaign_does_not_finish_before_all_is_counted_and_asks_for_a_recount_after_the_retention_of_the_stream() {
        World world = new World(Examples.with().retries(0)).load(1);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        // The counts include neither the claim nor its end: for the pacer, no contact waits.
        world.tickUncounted();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(waiting(world)).extracting(Waiting::reason).isEqualTo(Reason.COUNTING);
        assertThat(world.recounts.ordered()).isEmpty();

        world.clock.advance(Duration.ofHours(25).minusMillis(1));
        world.tickUncounted();
        assertThat(world.recounts.ordered()).as("it might still be counted").isEmpty();
        world.clock.advance(Duration.ofMillis(1));
        world.tickUncounted();
        assertThat(world.recounts.ordered()).containsExactly(CAMPAIGN);

        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void attempts_continue_while_nothing_is_counted() {
        World world = new World(Examples.with().concurrency(2).retries(0)).load(6);
        world.count();

        for (int n = 0; n < 3; n++) {
            List<Command.Begin> begins = world.tickUncounted();
            assertThat(begins).hasSize(2);
            begins.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        }

        assertThat(world.provider.requests()).hasSize(6);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @Test
    void released_and_retried_contacts_are_found_while_nothing_is_counted() {
        World world = new World(Examples.with().concurrency(2).retries(1)).load(2);
        world.count();
        List<Command.Begin> late = world.tickUncounted();
        assertThat(late).hasSize(2);
        world.clock.advance(Duration.ofSeconds(10));
        late.forEach(world::begin);
        world.commands.take();
        assertThat(world.provider.requests()).isEmpty();

        List<Command.Begin> begins = world.tickUncounted();

        assertThat(begins).hasSize(2);
        begins.forEach(command -> world.ends(command, CallStatus.BUSY, null));
        assertThat(world.tickUncounted()).isEmpty();
        assertThat(waiting(world)).extracting(Waiting::reason).isEqualTo(Reason.COUNTING);
        world.clock.advance(Examples.settings().retrying().delay());
        assertThat(world.tickUncounted()).hasSize(2);
    }

    /** A result's follow-up, counted only after the campaign was finished. */
    @Test
    void a_campaign_that_finished_although_a_contact_waits_resumes() {
        World world = new World(Examples.with().retries(0)).load(1);
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        world.count();
        Contact contact = world.contact(0);
        world.store.faults(Faults.beforeNext("campaigns.rest", () -> {
            Result wish = new Result(List.of(), Map.of(), false, START.plusSeconds(60));
            world.write(contact, contact.with(wish, true, START));
        }));
        world.tickUncounted();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);

        world.tick();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.tickAt(START.plusSeconds(61))).hasSize(1);
    }

    /** The function that settled it crashed before its wake-up, and nothing else would check it. */
    @Test
    void a_retry_that_appears_between_two_reads_of_a_tick_is_searched_again() {
        World world = new World(Examples.settings()).load(1);
        Command.Begin command = world.beginNext();
        world.commands.take();
        world.store.faults(Faults.beforeNext("books.find", () -> {
            world.ends(command, CallStatus.BUSY, null);
            world.wakes.take();
        }));

        world.tickUncounted();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(looksAgain(world)).as("the line's alarm").isTrue();
    }

    @Test
    void a_retry_that_the_index_does_not_show_yet_is_searched_again() {
        World world = new World(Examples.settings()).load(1);
        Command.Begin command = world.tick().getFirst();
        world.store.freezeIndex();
        world.ends(command, CallStatus.BUSY, null);
        world.clock.set(START.plusSeconds(120));

        world.tick();

        assertThat(looksAgain(world)).as("the line's alarm").isTrue();
    }

    @Test
    void a_call_to_look_up_that_the_index_does_not_show_yet_is_searched_again() {
        World world = new World(Examples.settings()).load(1);
        world.beginNext();
        world.store.freezeIndex();

        world.tickAt(START.plusSeconds(90));

        assertThat(world.commands.asks()).hasSize(1);
        assertThat(looksAgain(world)).as("the line's alarm").isTrue();
    }

    private static boolean looksAgain(World world) {
        Instant now = world.clock.instant();
        return world.store.lines().pace(LINE).rings(now) || world.wakes.woken().contains(LINE);
    }

    // Why no attempts are made

    @Test
    void a_throttled_campaign_shows_the_reason_and_until_when() {
        World world = new World(Examples.with().concurrency(9).throttle(Duration.ofSeconds(60))).load(3);
        assertThat(world.tick()).hasSize(1);

        assertThat(world.tick()).isEmpty();

        assertThat(waiting(world)).isEqualTo(new Waiting(Reason.THROTTLE, START.plusSeconds(60)));
    }

    private static World unanswered(int messages) {
        World world = new World(Examples.with().template("hello", null).concurrency(9)).load(messages);
        for (Command.Begin command : world.tick()) {
            world.clock.until(command.notBefore());
            world.messages.answer(new MessageEvent.AnswerLost("TIMEOUT", world.clock.instant()));
            world.begin(command);
        }
        return world;
    }

    @Test
    void awaited_answers_are_counted_and_have_a_deadline() {
        World world = unanswered(2);

        world.tick();

        assertThat(waiting(world))
                .isEqualTo(Waiting.answers(2, START.plusMillis(100).plus(Duration.ofHours(1))));
    }

    @Test
    void three_messages_without_an_answer_block_the_line_until_a_probe_is_answered() {
        World world = unanswered(3).load(5);
        Instant blockedAt = world.clock.instant();

        assertThat(world.tick()).isEmpty();
        assertThat(waiting(world)).isEqualTo(Waiting.lineError(blockedAt.plusSeconds(60), "TIMEOUT"));
        Instant probe = blockedAt.plusSeconds(60);
        List<Command.Begin> one = world.tickAt(probe);
        assertThat(one).hasSize(1);
        assertThat(world.tickAt(probe.plusSeconds(1))).isEmpty();
        world.begin(one.getFirst());

        assertThat(world.tick()).hasSize(4);
        assertThat(waiting(world)).isNull();
    }

    @Test
    void unanswered_messages_count_for_the_breaker_until_their_result_is_known() {
        World world = unanswered(3);
        world.tick();

        assertThat(world.book().endings()).hasSize(3).allMatch(Breaker.Ended::technical);
        AttemptId first = new AttemptId(Examples.contact(CAMPAIGN, 0).id(), 1);
        world.settle(first, new MessageEvent.Reported("wamid", MessageStatus.SENT, world.clock.instant()));

        assertThat(world.book().endings()).hasSize(3);
        assertThat(world.book().endings().stream().filter(Breaker.Ended::technical))
                .hasSize(2);
        assertThat(world.book().unanswered()).hasSize(2);
    }

    @Test
    void a_line_without_a_readable_secret_waits_longer_each_time_and_pauses_its_campaigns_after_an_hour() {
        World world = new World(Examples.with().template("hello", null).concurrency(9)).load(3);
        Instant end = START.plus(Duration.ofHours(2));
        int asked = 0;
        while (world.clock.instant().isBefore(end) && world.campaign().status() == CampaignStatus.ACTIVE) {
            for (Command.Begin command : world.tick()) {
                world.clock.until(command.notBefore());
                Instant now = world.clock.instant();
                world.messages.answer(new PlacementResult(
                        new MessageEvent.NotSent(Outage.LINE_SECRET, now.plusSeconds(30), now),
                        Optional.of(new ProviderTrouble.LineDown(now.plusSeconds(30)))));
                world.begin(command);
            }
            asked = world.messages.requests().size();
            world.clock.advance(Duration.ofSeconds(10));
        }

        assertThat(world.campaign().state().autoPause()).isNotNull();
        assertThat(Optional.ofNullable(world.campaign().state().autoPause()).map(AutoPause::reason))
                .contains(Outage.LINE_SECRET);
        assertThat(world.clock.instant())
                .isBetween(START.plus(Duration.ofHours(1)), START.plus(Duration.ofMinutes(63)));
        assertThat(asked).isBetween(10, 20);
        assertThat(world.counters().waiting()).as("nobody pays for it").isEqualTo(3);
    }
}
