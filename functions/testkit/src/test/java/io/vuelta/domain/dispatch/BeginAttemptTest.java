package io.vuelta.domain.dispatch;

import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.FailAt.Crash;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BeginAttemptTest {
    /** A campaign with one contact, whose first attempt is planned. */
    private final World world = withOneContact();

    private final Command.Begin command = world.tick().getFirst();

    private static World withOneContact() {
        return new World(Examples.with().firstMessage("Hola {name}")).load(1);
    }

    private static void assertReleased(World world, Command.Begin command, String reason) {
        Contact contact = world.contact(id(command));
        assertThat(contact.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(contact.reason()).isEqualTo(reason);
        assertThat(contact.attempts()).as("the number is free again").isZero();
        assertThat(contact.due()).isNotNull();
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.store.attempts().find(id(command))).isEmpty();
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.reservedToday()).isZero();
        assertThat(world.wakes.woken()).contains(LINE);
    }

    @Test
    void a_due_attempt_is_placed_once_and_queued() {
        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
        CallRequest request = world.provider.requests().getFirst();
        assertThat(request.attempt()).isEqualTo(id(command));
        assertThat(request.firstMessage()).isEqualTo("Hola Person 0");
        assertThat(world.call(id(command)).status()).isEqualTo(CallStatus.QUEUED);
        assertThat(world.call(id(command)).state().providerId())
                .isEqualTo(ScriptedCallProvider.providerId(id(command)));
        assertThat(world.wakes.reports())
                .containsExactly(new Report(
                        World.CAMPAIGN, command.starts().getFirst().place(), Report.What.BEGUN, null, START));
        assertThat(world.counters().calls()).isEqualTo(1);
        assertThat(world.book().inFlight()).isEqualTo(1);
    }

    /** A conversation of an earlier attempt reported it after the next attempt was planned. */
    @Test
    void a_contact_converted_after_the_plan_is_not_attempted() {
        Contact planned = world.contact(id(command));
        Contact converted = planned.with(new Result(List.of(), Map.of(), true, null), true, START);
        world.write(planned, converted);

        world.begin(command);

        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(world.book().inFlight()).isZero();
    }

    @Test
    void an_early_command_waits_for_its_slot() {
        world.clock.set(command.notBefore().minusMillis(900));

        world.begin(command);

        assertThat(world.clock.instant()).isEqualTo(command.notBefore());
        assertThat(world.provider.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1999,true", "2000,true", "2001,false"})
    void a_command_more_than_two_seconds_late_is_released(int lateMillis, boolean placed) {
        world.clock.set(command.notBefore().plusMillis(lateMillis));

        world.begin(command);

        if (placed) {
            assertThat(world.provider.requests()).hasSize(1);
        } else {
            assertReleased(world, command, "LATE");
        }
    }

    @Test
    void a_command_delivered_twice_places_one_call() {
        world.begin(command);
        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void of_two_concurrent_deliveries_the_one_that_writes_the_record_places_the_call() {
        world.store.faults(Faults.beforeNext("contacts.begin", () -> world.begin(command)));

        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.counters().calls()).isEqualTo(1);
    }

    /** An upload brings other data, after the contact was read and before the attempt's record is written. */
    @Test
    void a_contact_whose_data_changes_is_read_again_and_called_with_the_new_data() {
        ContactData data = new ContactData("7", "Bo", "new", "", "", Map.of());
        world.store.faults(Faults.beforeNext("contacts.begin", () -> {
            Contact contact = world.contact(0);
            world.write(contact, contact.updated(data, "up/1/1", world.clock.instant()));
        }));

        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.provider.requests().getFirst().firstMessage()).isEqualTo("Hola Bo");
        assertThat(world.provider.requests().getFirst().contact().data()).isEqualTo(data);
        assertThat(world.call(id(command)).contactName()).isEqualTo("Bo");
        assertThat(world.contact(0).data()).isEqualTo(data);
    }

    @Test
    void a_command_delivered_again_after_its_attempt_has_ended_does_nothing() {
        world.provider.answer(new CallEvent.Rejected("NOT_A_NUMBER", START));
        world.begin(command);

        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.contact(id(command)).tally().calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"PAUSE,CAMPAIGN_INACTIVE", "CANCEL,CAMPAIGN_CANCELLED", "ARCHIVE,CAMPAIGN_ARCHIVED"})
    void nothing_begins_after_a_pause_cancel_or_archive(CampaignAction action, String reason) {
        world.act(action);

        world.begin(command);

        assertReleased(world, command, reason);
    }

    @Test
    void a_repeated_command_that_was_released_wakes_the_line_again() {
        world.act(CampaignAction.PAUSE);
        world.wakes.take();
        world.wakes.faults(FailAt.beforeNext("wakes.send"));
        assertThatThrownBy(() -> world.begin(command)).isInstanceOf(FailAt.Crash.class);
        world.wakes.faults(Faults.NONE);

        world.begin(command);

        assertThat(world.wakes.take()).containsExactly(LINE);
    }

    @Test
    void a_command_planned_before_the_campaign_was_changed_is_released() {
        world.act(CampaignAction.PAUSE);
        world.act(CampaignAction.RESUME);

        world.begin(command);

        assertReleased(world, command, "CAMPAIGN_CHANGED");
    }

    @Test
    void nothing_begins_after_the_window_has_closed() {
        // A Monday; 9:00 in Mexico City.
        World untilNineOne = new World(Examples.with()
                        .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("08:00", "09:01")))))
                .load(1);
        Instant closes = START.plusSeconds(60);
        Command.Begin last = untilNineOne.tickAt(closes.minusMillis(1)).getFirst();
        untilNineOne.clock.set(closes);

        untilNineOne.begin(last);

        assertReleased(untilNineOne, last, "WINDOW_CLOSED");
    }

    @Test
    void an_attempt_counted_on_one_day_does_not_begin_on_the_next() {
        World atNight = withOneContact();
        Instant midnight = Instant.parse("2026-03-03T06:00:00Z");
        Command.Begin last = atNight.tickAt(midnight.minusMillis(1)).getFirst();
        atNight.clock.set(midnight);

        atNight.begin(last);

        assertReleased(atNight, last, "DAY_OVER");
    }

    @ParameterizedTest
    @EnumSource(LinePace.Block.class)
    void nothing_begins_on_a_blocked_line(LinePace.Block block) {
        world.store.lines().block(LINE, START.plusSeconds(60), block);

        world.begin(command);

        assertReleased(world, command, "LINE_" + block);
    }

    @Test
    void attempts_planned_before_the_line_was_slowed_are_planned_again_at_half_the_rate() {
        World four = new World(Examples.with().concurrency(4)).load(4);
        Duration spacing = Examples.line(LINE, Channel.PHONE_CALL).spacing();
        List<Command.Begin> planned = four.tick();
        Instant until = START.plusSeconds(2);
        four.provider.answer(_ -> new PlacementResult(
                new CallEvent.NotPlaced("TOO_FAST", until, four.clock.instant()),
                Optional.of(new ProviderTrouble.LineThrottled(until))));
        four.begin(planned.get(0));
        four.provider.answer(new CallEvent.Accepted("CA2", START));
        four.clock.set(until);

        four.begin(planned.get(1));
        four.begin(planned.get(2));
        four.begin(planned.get(3));

        assertThat(four.provider.requests()).hasSize(1);
        assertThat(four.contact(id(planned.get(3))).status()).isEqualTo(ContactStatus.QUEUE);
        List<Instant> again =
                four.tickAt(until).stream().map(Command.Begin::notBefore).toList();
        assertThat(again)
                .hasSize(4)
                .isEqualTo(Stream.iterate(until, at -> at.plus(spacing.multipliedBy(2)))
                        .limit(4)
                        .toList());
    }

    @Test
    void a_command_of_an_earlier_claim_places_nothing() {
        world.clock.set(command.notBefore().plusSeconds(3));
        world.begin(command);
        Command.Begin second = world.tick().getFirst();
        assertThat(id(second)).isEqualTo(id(command));

        world.begin(command);

        assertThat(world.provider.requests()).isEmpty();
    }

    @Test
    void a_crash_before_the_record_is_written_places_nothing_and_the_command_is_delivered_again() {
        world.store.faults(FailAt.beforeNext("contacts.begin"));
        assertThatThrownBy(() -> world.begin(command)).isInstanceOf(Crash.class);
        assertThat(world.provider.requests()).isEmpty();

        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
    }

    @Test
    void a_crash_after_the_record_is_written_never_places_the_call_and_is_a_technical_failure() {
        world.store.faults(FailAt.afterNext("contacts.begin"));
        assertThatThrownBy(() -> world.begin(command)).isInstanceOf(Crash.class);
        world.store.faults(Faults.NONE);

        world.begin(command);
        assertThat(world.provider.requests()).isEmpty();
        assertThat(world.call(id(command)).status()).isEqualTo(CallStatus.CREATED);

        world.lookUpAt(START.plus(World.ASK_AFTER));

        assertThat(world.call(id(command)).state().error()).isEqualTo("NOT_KNOWN_TO_PROVIDER");
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(world.contact(id(command)).tally().failedRetries()).isEqualTo(1);
        assertThat(id(world.tickAt(START.plus(World.ASK_AFTER).plus(World.BACKOFF))
                                .getFirst())
                        .number())
                .as("it is another attempt")
                .isEqualTo(2);
    }

    @Test
    void a_call_placed_before_a_crash_is_adopted_by_its_look_up() {
        world.provider.faults(FailAt.afterNext("provider.place"));
        assertThatThrownBy(() -> world.begin(command)).isInstanceOf(Crash.class);
        world.begin(command);
        assertThat(world.provider.requests()).as("not placed twice").hasSize(1);

        world.provider.answerNextLookUp(new CallProvider.LookUp.Known(
                List.of(new CallEvent.Reported("CA1", CallStatus.BUSY, null, null, START.plusSeconds(9)))));
        world.lookUpAt(START.plus(World.ASK_AFTER));

        assertThat(world.call(id(command)).status()).isEqualTo(CallStatus.BUSY);
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.RETRYING);
    }

    @Test
    void a_lost_answer_leaves_an_unknown_call_that_is_looked_up() {
        world.answerIsLost();

        world.begin(command);

        assertThat(world.call(id(command)).status()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(world.contact(id(command)).status()).isEqualTo(ContactStatus.SENDING);
        assertThat(world.book().inFlight()).as("it may be talking").isEqualTo(1);
        assertThat(world.tickAt(START.plusSeconds(89))).isEmpty();
        assertThat(world.commands.asks()).isEmpty();
        world.tickAt(START.plusSeconds(90));
        assertThat(world.commands.asks()).extracting(Command.Ask::attempt).containsExactly(id(command));
    }

    @Test
    void a_call_surely_not_placed_does_not_count_and_waits_as_long_as_the_provider_asks() {
        World limited = new World(Examples.with().messageLimit(1)).load(1);
        Command.Begin only = limited.tick().getFirst();
        Instant until = START.plusSeconds(20);
        limited.provider.answer(_ -> new PlacementResult(
                new CallEvent.NotPlaced("TOO_FAST", until, START),
                Optional.of(new ProviderTrouble.LineThrottled(until))));

        limited.begin(only);

        Contact contact = limited.contact(id(only));
        assertThat(contact.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(contact.due()).isEqualTo(until);
        assertThat(contact.tally().retries()
                        + contact.tally().failedRetries()
                        + contact.tally().calls())
                .isZero();
        assertThat(limited.reservedToday()).isZero();
        assertThat(limited.counters().calls()).isZero();
        assertThat(limited.store.lines().pace(LINE).blocked(START)).contains(LinePace.Block.RATE);
        Command.Begin again = limited.tickAt(until).getFirst();
        assertThat(id(again).number()).as("a used number is not used again").isEqualTo(2);
        limited.begin(again);
        assertThat(limited.provider.requests()).hasSize(2);
    }

    @Test
    void a_call_that_the_provider_refuses_is_a_technical_failure() {
        world.provider.answer(new CallEvent.Rejected("NOT_A_NUMBER", START));

        world.begin(command);

        Contact contact = world.contact(id(command));
        assertThat(contact.status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(contact.tally().failedRetries()).isEqualTo(1);
        assertThat(contact.due()).isEqualTo(START.plus(World.BACKOFF));
        assertThat(world.reservedToday()).isEqualTo(1);
    }

    /** It would count on one day, and exceed the limit of the other day. */
    @ParameterizedTest
    @CsvSource({"499,1", "500,0"})
    void an_attempt_checked_before_midnight_is_not_placed_after_it(int millis, int placed) {
        World atNight = withOneContact();
        atNight.clock.set(Instant.parse("2026-03-03T05:59:59.500Z"));
        Command.Begin last = atNight.tick().getFirst();
        atNight.store.faults(
                Faults.afterNext("contacts.begin", () -> atNight.clock.advance(Duration.ofMillis(millis))));

        atNight.begin(last);

        assertThat(atNight.provider.requests()).hasSize(placed);
        assertThat(atNight.reservedToday()).isEqualTo(placed);
    }

    /** A check is as old as the oldest read in it. */
    @ParameterizedTest(name = "{0} ms, paused meanwhile: {1}")
    @CsvSource({"1800,false,1", "1801,false,1", "1800,true,1", "1801,true,0"})
    void an_attempt_whose_record_took_long_is_checked_again_and_goes_on_if_it_still_may(
            int millis, boolean paused, int placed) {
        world.store.faults(Faults.afterNext("contacts.begin", () -> {
            world.clock.advance(Duration.ofMillis(millis));
            if (paused) {
                world.act(CampaignAction.PAUSE);
            }
        }));

        world.begin(command);

        assertThat(world.provider.requests()).hasSize(placed);
        assertThat(world.contact(id(command)).status())
                .isEqualTo(placed == 1 ? ContactStatus.SENDING : ContactStatus.QUEUE);
        assertThat(world.reservedToday()).isEqualTo(placed);
    }

    // The attempts of one command

    private static Command.Begin ofAll(World world) {
        world.tick();
        return world.commands.begins().getFirst();
    }

    @Test
    void the_attempts_of_a_command_each_begin_at_their_slot_and_are_reported_together() {
        World five = new World(Examples.with().concurrency(5)).load(5);
        Command.Begin all = ofAll(five);
        assertThat(all.starts()).hasSize(5);

        five.begin(all);

        assertThat(all.starts())
                .allSatisfy(
                        start -> assertThat(five.call(start.id()).createdAt()).isEqualTo(start.slot()));
        assertThat(five.wakes.sent()).hasSize(1);
        assertThat(five.wakes.reports())
                .extracting(Report::place)
                .containsExactlyElementsOf(
                        all.starts().stream().map(Command.Start::place).toList());
        assertThat(five.book().unreported()).isZero();
        assertThat(five.book().inFlight()).isEqualTo(5);
    }

    /** A command is never returned to its queue because of one of its attempts. */
    @Test
    void a_busy_store_for_one_attempt_does_not_stop_the_others() {
        World three = new World(Examples.with().concurrency(3)).load(3);
        Command.Begin all = ofAll(three);
        three.store.faults(Faults.beforeNth("contacts.begin", 2, () -> {
            throw new StoreBusy("busy", new IllegalStateException());
        }));

        three.begin(all);

        assertThat(three.provider.requests()).hasSize(2);
        assertThat(three.wakes.reports())
                .extracting(report -> report.place().index())
                .containsExactly(0, 2);
        assertThat(three.wakes.sent().getFirst().late())
                .as("slow like a late one")
                .isEqualTo(1);
        assertThat(three.book().inFlight()).as("the pacer looks at its claim").isEqualTo(3);
        Instant lease = all.starts().getLast().slot().plusSeconds(30);
        List<Command.Begin> again = three.tickAt(lease);
        assertThat(again)
                .extracting(World::id)
                .containsExactly(all.starts().get(1).id());
    }

    /**
     * A begin that took effect, and whose answer was lost, is refused when it is sent again: the stored item has its
     * own mark.
     */
    @Test
    void a_begin_that_is_sent_again_after_it_took_effect_places_the_call() {
        world.store.faults(FailAt.sendingNextAgain("contacts.begin"));

        world.begin(command);

        assertThat(world.provider.requests()).hasSize(1);
        assertThat(world.call(id(command)).status()).isEqualTo(CallStatus.QUEUED);
    }

    @Test
    void the_delay_of_a_command_is_reported_unless_the_function_has_just_started() {
        world.clock.advance(Duration.ofMillis(700));

        world.begin.handle(command, "warm", Duration.ZERO);
        assertThat(world.wakes.takeAll().getFirst().lead()).isEqualTo(Duration.ofMillis(700));

        world.begin.handle(command, "cold", null);
        assertThat(world.wakes.takeAll().getFirst().lead()).isZero();
    }

    /** Otherwise a late slot would make the next one even later. */
    @Test
    void the_delay_of_a_command_excludes_the_delay_requested_from_the_queue() {
        world.clock.advance(Duration.ofMillis(2_300));

        world.begin.handle(command, "kept", Duration.ofSeconds(2));
        assertThat(world.wakes.takeAll().getFirst().lead()).isEqualTo(Duration.ofMillis(300));

        world.begin.handle(command, "by a clock that is behind", Duration.ofSeconds(3));
        assertThat(world.wakes.takeAll().getFirst().lead()).isZero();
    }

    @Test
    void a_command_that_is_too_late_is_reported_as_late() {
        world.clock.set(command.notBefore().plusMillis(2_001));

        world.begin(command);

        assertThat(world.wakes.sent()).singleElement().satisfies(wake -> {
            assertThat(wake.late()).isEqualTo(1);
            assertThat(wake.reports()).extracting(Report::what).containsExactly(Report.What.RELEASED);
        });
    }
}
