package io.vuelta.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallProvider.LookUp;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Examples.SettingsBuilder;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeline shows the events of a contact, and why an attempt was not made. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShowTimelineTest {
    private static final ZoneId HERMOSILLO = ZoneId.of("America/Hermosillo");

    /** Open from ten on Mondays; it is nine. */
    private static final WeeklySchedule FROM_TEN =
            new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("10:00", "18:00")));

    private static ShowTimeline.Timeline shown(World world, Contact contact) {
        return new ShowTimeline(
                        world.store.campaigns(),
                        world.store.contacts(),
                        world.store.attempts(),
                        world.store.conversations(),
                        world.store.books(),
                        world.clock)
                .of(contact.id());
    }

    private static List<Entry> of(World world) {
        return of(world, world.contact(0));
    }

    private static List<Entry> of(World world, Contact contact) {
        return ((ShowTimeline.Timeline.Shown) shown(world, contact)).entries();
    }

    private static String text(World world, Entry entry, Language language) {
        CampaignSettings settings = world.campaign().settings();
        return new Sentences(language, settings.zone(), settings.channel()).of(entry);
    }

    /** In English. */
    private static String text(World world, Entry entry) {
        return text(world, entry, Language.ENGLISH);
    }

    private static List<String> codes(World world) {
        return of(world).stream().map(entry -> entry.code().name()).toList();
    }

    private static World world(SettingsBuilder settings) {
        return new World(settings).load(1);
    }

    private static Entry last(World world) {
        return of(world).getLast();
    }

    private static void assertNotTried(World world, String what, @Nullable Instant until, @Nullable Instant next) {
        Entry last = last(world);
        assertThat(last.at()).isEqualTo(world.clock.instant());
        assertThat(last.kind()).isEqualTo(Entry.Kind.NOT_TRIED);
        assertThat(last.what()).isEqualTo(what);
        assertThat(last.code().name()).isEqualTo(what);
        assertThat(last.until()).isEqualTo(until);
        assertThat(last.nextAt()).isEqualTo(next);
    }

    @Test
    void decisions_and_events_are_in_the_order_in_which_they_happened() {
        World world = world(Examples.with().retries(0));
        Command.Begin command = world.beginNext();
        world.clock.advance(Duration.ofSeconds(20));
        world.ends(command, CallStatus.BUSY, null);

        assertThat(of(world)).extracting(Entry::what).contains("LOADED", "CLAIMED", "BEGUN", "ACCEPTED_BY_PROVIDER");
        assertThat(of(world)).extracting(Entry::at).isSorted();
        assertThat(of(world).get(of(world).size() - 2).what()).isEqualTo("BUSY");
        assertThat(last(world).code()).isEqualTo(TimelineCode.NO_RETRIES);
        assertThat(of(world))
                .filteredOn(entry -> entry.kind() == Entry.Kind.EVENT)
                .extracting(Entry::attempt)
                .containsOnly(1);
    }

    @Test
    void while_the_window_is_closed_the_timeline_shows_until_when() {
        World world = world(Examples.with().window(FROM_TEN));
        world.tick();

        Instant ten = World.START.plus(Duration.ofHours(1));
        assertNotTried(world, "CAMPAIGN_WAITS_WINDOW", ten, ten);
        assertThat(text(world, last(world))).isEqualTo("Not called: outside contact hours; next on 2 Mar at 10:00.");
    }

    @Test
    void while_the_window_is_closed_in_the_contacts_zone_the_timeline_shows_until_when() {
        World world = world(Examples.with()
                .contactZones(true)
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:00", "18:00")))));
        world.zones.known(Examples.number(0), HERMOSILLO);
        world.tick();

        Instant nineThere = World.START.plus(Duration.ofHours(1));
        assertNotTried(world, "CONTACT_WINDOW_CLOSED", nineThere, nineThere);
        assertThat(text(world, last(world)))
                .isEqualTo("Outside hours where this person lives (America/Hermosillo); waits until 2 Mar at 09:00.");
    }

    @Test
    void the_timeline_shows_no_instant_if_the_next_attempt_has_none() {
        SettingsBuilder settings = Examples.with()
                .contactZones(true)
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:00", "18:00"))));
        World unknown = world(settings);
        unknown.zones.unknown(Examples.number(0));
        unknown.tick();
        World apart = world(settings);
        apart.zones.known(Examples.number(0), ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Kamchatka"));
        apart.tick();

        assertNotTried(unknown, "CONTACT_ZONE_UNKNOWN", null, null);
        assertNotTried(apart, "CONTACT_NO_COMMON_HOUR", null, null);
    }

    @Test
    void before_a_retry_is_due_the_timeline_shows_when() {
        World world = world(Examples.with().retries(1).retryDelay(Duration.ofMinutes(30)));
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        Instant due = world.clock.instant().plus(Duration.ofMinutes(30));
        assertNotTried(world, "NOT_DUE_YET", due, due);
    }

    @ParameterizedTest
    @CsvSource({"PAUSE, CAMPAIGN_INACTIVE", "CANCEL, CAMPAIGN_CANCELLED", "ARCHIVE, CAMPAIGN_ARCHIVED"})
    void the_timeline_shows_that_the_campaign_is_not_active(CampaignAction action, String what) {
        World world = world(Examples.with());
        world.act(action);

        assertNotTried(world, what, null, null);
    }

    @Test
    void a_contact_that_is_not_attempted_again_has_no_next_entry() {
        World world = world(Examples.with().retries(0));
        world.ends(world.tick().getFirst(), CallStatus.NO_ANSWER, null);

        assertThat(of(world)).noneMatch(entry -> entry.kind() == Entry.Kind.NOT_TRIED);
    }

    // An attempt for which it is unknown whether it was placed

    @Test
    void an_unanswered_call_shows_when_it_was_requested_and_when_it_is_looked_up() {
        World world = unanswered(Examples.with());

        Entry last = last(world);
        assertThat(last.kind()).isEqualTo(Entry.Kind.AWAITED);
        assertThat(last.code()).isEqualTo(TimelineCode.CALL_UNANSWERED);
        assertThat(last.until()).isEqualTo(World.START.plus(World.ASK_AFTER));
        assertThat(text(world, last))
                .isEqualTo("The provider was asked to make the call on 2 Mar at 09:00:00 and did not answer: the"
                        + " provider did not answer in time; the call may have been made, so it is not repeated"
                        + " until that is known; checked again on 2 Mar at 09:01:30.");
    }

    @Test
    void an_unanswered_call_shows_the_last_failed_look_up_and_the_next_one() {
        World world = unanswered(Examples.with());
        Instant looked = World.START.plus(World.ASK_AFTER);
        world.provider.answerNextLookUp(new LookUp.Unavailable("503"));
        world.lookUpAt(looked);
        world.tick();

        assertThat(codes(world)).contains("LOOK_UP_FAILED");
        assertThat(last(world).details().get("looked")).isEqualTo(new Fact.At(looked));
        assertThat(last(world).until()).isEqualTo(looked.plus(World.ASK_AGAIN));
        assertThat(text(world, last(world)))
                .contains("it was asked about the call on 2 Mar at 09:01:30 and could not answer");
        assertThat(world.book().waiting()).isEqualTo(Waiting.answers(1, looked.plus(World.ASK_AGAIN)));
    }

    @Test
    void the_write_of_a_look_ups_result_has_its_timeline_entry() {
        World world = unanswered(Examples.with());
        AttemptId id = attempt();
        world.provider.answerNextLookUp(new LookUp.Known(List.of(new CallEvent.Reported(
                ScriptedCallProvider.providerId(id), CallStatus.RINGING, null, null, World.START.plusSeconds(2)))));
        long version = world.contact(0).version();
        Instant looked = World.START.plus(World.ASK_AFTER);
        world.lookUpAt(looked);

        assertThat(of(world).stream().filter(entry -> entry.code() == TimelineCode.FOUND_BY_LOOK_UP))
                .extracting(Entry::at)
                .containsExactly(looked);
        assertThat(last(world).code()).isEqualTo(TimelineCode.UNDER_WAY);
        assertThat(world.contact(0).version()).as("written once").isEqualTo(version + 1);
    }

    @Test
    void a_call_unknown_to_its_provider_has_a_timeline_entry() {
        World world = unanswered(Examples.with());
        world.provider.answerNextLookUp(new LookUp.NotKnown());
        world.lookUpAt(World.START.plus(World.ASK_AFTER));

        assertThat(codes(world)).contains("NOT_KNOWN_TO_PROVIDER");
        assertThat(last(world).code()).isEqualTo(TimelineCode.NOT_DUE_YET);
    }

    @Test
    void an_unanswered_message_shows_until_when_a_report_is_awaited() {
        World world = unanswered(Examples.with().template("promo", null));

        assertThat(last(world).code()).isEqualTo(TimelineCode.MESSAGE_UNANSWERED);
        assertThat(last(world).until()).isEqualTo(World.START.plus(Message.MAX_TIME_WITHOUT_EVENT));
        assertThat(text(world, last(world))).contains("a report is awaited until 2 Mar at 10:00;");
    }

    @Test
    void a_message_known_only_as_accepted_shows_that() {
        World world = world(Examples.with().template("promo", null));
        world.beginNext();

        assertThat(last(world).code()).isEqualTo(TimelineCode.DELIVERY_AWAITED);
        assertThat(last(world).kind()).isEqualTo(Entry.Kind.AWAITED);
    }

    @Test
    void a_campaign_whose_places_are_all_used_by_unanswered_attempts_waits_for_answers_and_not_for_a_place() {
        World world = new World(Examples.with().concurrency(1)).load(2);
        world.answerIsLost();
        world.beginNext();
        world.tick();

        assertThat(world.book().waiting()).isEqualTo(Waiting.answers(1, World.START.plus(World.ASK_AFTER)));
    }

    @Test
    void a_call_whose_function_died_and_whose_look_up_failed_is_awaited_too() {
        World world = world(Examples.with());
        Command.Begin command = world.tick().getFirst();
        world.provider.faults(FailAt.beforeNext("provider.place"));
        assertThatThrownBy(() -> world.begin(command)).isInstanceOf(FailAt.Crash.class);
        world.provider.faults(Faults.NONE);
        world.provider.answerNextLookUp(new LookUp.Unavailable("503"));
        Instant looked = World.START.plus(World.ASK_AFTER);
        world.lookUpAt(looked);
        world.tick();

        assertThat(world.book().waiting()).isEqualTo(Waiting.answers(1, looked.plus(World.ASK_AGAIN)));
        assertThat(last(world).code()).isEqualTo(TimelineCode.CALL_UNANSWERED);
    }

    private static World unanswered(SettingsBuilder settings) {
        World world = world(settings);
        world.answerIsLost();
        world.beginNext();
        world.tick();
        return world;
    }

    private static AttemptId attempt() {
        return new AttemptId(Examples.contact(World.CAMPAIGN, 0).id(), 1);
    }

    // The meaning of instants

    @Test
    void an_entry_distinguishes_planned_time_earliest_next_time_and_end_of_a_hold() {
        World world = world(Examples.with().retries(1).retryDelay(Duration.ofMinutes(30)));
        Command.Begin command = world.tick().getFirst();
        world.ends(command, CallStatus.BUSY, null);
        Instant due = world.clock.instant().plus(Duration.ofMinutes(30));

        Entry claimed = only(world, TimelineCode.CLAIMED);
        assertThat(claimed.plannedFor()).isEqualTo(command.notBefore());
        assertThat(claimed.nextAt()).isNull();
        assertThat(claimed.until()).isNull();
        Entry busy = of(world).stream()
                .filter(entry -> entry.code() == TimelineCode.BUSY && entry.kind() == Entry.Kind.DECISION)
                .findFirst()
                .orElseThrow();
        assertThat(busy.plannedFor()).isNull();
        assertThat(busy.nextAt()).isEqualTo(due);
        assertThat(busy.until()).isNull();
        assertThat(text(world, busy)).isEqualTo("The line was busy. Next try on 2 Mar at 09:30.");
        assertThat(text(world, busy, Language.SPANISH)).isEqualTo("Estaba ocupado. Próximo intento: 2 mar, 09:30.");
    }

    @Test
    void a_used_up_daily_limit_shows_its_number_and_the_next_opening() {
        World world = new World(Examples.with()
                        .messageLimit(1)
                        .window(new WeeklySchedule(Map.of(
                                DayOfWeek.MONDAY, DayHours.of("09:00", "18:00"),
                                DayOfWeek.TUESDAY, DayHours.of("09:30", "18:00")))))
                .load(2);
        Command.Begin command = world.tick().getFirst();
        world.ends(command, CallStatus.ENDED, AnsweredBy.HUMAN);
        world.tick();
        Contact other = world.contact(World.who(command).equals(world.contact(0).id()) ? 1 : 0);

        Entry last = of(world, other).getLast();
        assertThat(last.code()).isEqualTo(TimelineCode.CAMPAIGN_WAITS_DAILY_LIMIT);
        assertThat(last.until()).isEqualTo(Instant.parse("2026-03-03T06:00:00Z"));
        assertThat(last.nextAt()).isEqualTo(Instant.parse("2026-03-03T15:30:00Z"));
        assertThat(text(world, last)).isEqualTo("Not called: the daily limit of 1 is used up; next on 3 Mar at 09:30.");
        assertThat(text(world, last, Language.SPANISH))
                .isEqualTo("No se llama: se agotó el límite diario de 1; sigue el 3 mar, 09:30.");
    }

    // The order

    @Test
    void events_with_times_in_whole_seconds_come_after_their_cause() {
        World world = world(Examples.with().retries(0));
        Command.Begin command = world.tick().getFirst();
        world.clock.set(World.START.plusMillis(1_700));
        world.begin(command);
        world.clock.set(World.START.plusMillis(5_400));
        Instant second = World.START.plusSeconds(1);
        world.reported(World.id(command), CallStatus.RINGING, null, null, second);
        world.reported(World.id(command), CallStatus.IN_PROGRESS, null, null, World.START.plusSeconds(4));
        world.reported(
                World.id(command),
                CallStatus.ENDED,
                Duration.ofSeconds(1),
                AnsweredBy.MACHINE,
                World.START.plusSeconds(4));

        assertThat(codes(world))
                .containsExactly(
                        "LOADED",
                        "CLAIMED",
                        "BEGUN",
                        "ACCEPTED_BY_PROVIDER",
                        "RINGING",
                        "IN_PROGRESS",
                        "ENDED",
                        "VOICEMAIL",
                        "NO_RETRIES");
        assertThat(of(world)).extracting(Entry::at).isSorted();
    }

    @Test
    void an_end_from_a_provider_whose_clock_is_ahead_comes_before_the_decision_that_it_caused() {
        World world = world(Examples.with().retries(0));
        Command.Begin command = world.beginNext();
        world.reported(
                World.id(command),
                CallStatus.NO_ANSWER,
                null,
                null,
                world.clock.instant().plusSeconds(3));

        List<Entry> entries = of(world);
        assertThat(entries.stream().filter(entry -> entry.code() == TimelineCode.NO_ANSWER))
                .extracting(Entry::kind)
                .containsExactly(Entry.Kind.EVENT, Entry.Kind.DECISION);
        assertThat(entries).extracting(Entry::at).isSorted();
    }

    // Results

    @Test
    void a_repeatedly_reported_result_has_one_entry_and_needs_no_additional_write() {
        World world = world(Examples.with());
        Command.Begin command = world.tick().getFirst();
        world.ends(command, CallStatus.ENDED, AnsweredBy.HUMAN);
        world.clock.advance(Duration.ofMinutes(2));
        world.store.agents().put(Examples.agent());
        RecordResult results = UseCases.recordResult(world.store, new RecordingTranscripts(), world.clock);
        ConversationReport report =
                new ConversationReport(new Result(List.of("vip"), Map.of(), true, null), null, null, null, null);
        Instant reported = world.clock.instant();
        results.apply(World.id(command), report);
        long contact = world.contact(0).version();
        world.clock.advance(Duration.ofMinutes(1));
        results.apply(World.id(command), report);

        assertThat(world.contact(0).version()).isEqualTo(contact);
        assertThat(world.store
                        .conversations()
                        .find(World.id(command))
                        .orElseThrow()
                        .version())
                .isEqualTo(1);
        Entry result = only(world, TimelineCode.RESULT);
        assertThat(result.at()).isEqualTo(reported);
        assertThat(result.kind()).isEqualTo(Entry.Kind.EVENT);
        assertThat(result.attempt()).isEqualTo(1);
        assertThat(text(world, result)).isEqualTo("The result of attempt 1 was reported. Tags: vip; converted.");
    }

    private static Entry only(World world, TimelineCode code) {
        List<Entry> found =
                of(world).stream().filter(entry -> entry.code() == code).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    // Why no attempt follows

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | NO_ANSWER | NO_RETRIES         | No retries left: the campaign allows none.",
                "1 | 2 | NO_ANSWER | RETRIES_USED_UP    | No retries left: 1 of 1 used.",
                "2 | 3 | BUSY      | RETRIES_USED_UP    | No retries left: 2 of 2 used.",
                "5 | 1 | ENDED     | REACHED_ITS_END    | Not tried again: its status is final (answered).",
                "5 | 2 | FAILED    | TECHNICAL_RETRIES_USED_UP"
                        + " | Not tried again: the limit of 1 retry after technical failures is used up.",
            })
    void a_contact_that_is_not_attempted_again_shows_the_used_up_limit(
            int retries, int attempts, CallStatus ends, TimelineCode code, String text) {
        World world = world(Examples.with().retries(retries));
        for (int i = 0; i < attempts; i++) {
            world.ends(world.tick().getFirst(), ends, ends == CallStatus.ENDED ? AnsweredBy.HUMAN : null);
            world.clock.advance(Duration.ofMinutes(31));
        }

        assertThat(last(world).kind()).isEqualTo(Entry.Kind.NO_MORE);
        assertThat(last(world).code()).isEqualTo(code);
        assertThat(text(world, last(world))).isEqualTo(text);
    }

    @Test
    void after_a_final_refusal_the_timeline_says_that_the_same_would_be_refused_again() {
        World world = world(Examples.with().retries(5));
        Command.Begin command = world.tick().getFirst();
        world.provider.answer(new CallEvent.Rejected("TWILIO_21211", world.clock.instant()));
        world.begin(command);

        assertThat(last(world).code()).isEqualTo(TimelineCode.REFUSED_FOR_GOOD);
    }

    @Test
    void retries_that_the_campaign_allowed_only_later_are_distinguished() {
        World world = world(Examples.with().retries(0));
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        world.store
                .campaigns()
                .save(world.campaign().changed(Examples.with().retries(3).build()));

        assertThat(last(world).code()).isEqualTo(TimelineCode.RETRIES_ALLOWED_LATER);
    }

    @Test
    void a_dropped_contact_shows_the_reason() {
        World world = world(Examples.with().expires(Duration.ofMinutes(1)));
        world.tickAt(World.START.plus(Duration.ofMinutes(5)));

        assertThat(text(world, last(world))).isEqualTo("Not tried any more: dropped: it would have been too late.");
    }

    private static SettingsBuilder cycles(@Nullable Integer most, Set<ContactStatus> statuses, Set<String> tags) {
        Cycles.Rhythm rhythm = new Cycles.Rhythm.Cooldown(Duration.ofHours(12));
        return Examples.with().retries(0).cycles(new Cycles(rhythm, most, null, statuses, tags));
    }

    @Test
    void in_a_campaign_with_cycles_the_timeline_shows_the_next_attempt() {
        World world = world(cycles(3, Set.of(), Set.of()));
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        assertThat(last(world).code()).isEqualTo(TimelineCode.RETURNS_AFTER_THIS_CYCLE);
        assertThat(last(world).nextAt()).isEqualTo(world.clock.instant().plus(Duration.ofHours(12)));
        assertThat(codes(world)).contains("NO_RETRIES");

        Instant dry = world.clock.instant();
        world.tick();
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);
        assertThat(last(world).code()).isEqualTo(TimelineCode.RETURNS_IN_NEXT_CYCLE);
        assertThat(last(world).nextAt()).isEqualTo(dry.plus(Duration.ofHours(12)));
        assertThat(text(world, last(world))).isEqualTo("Tried again in cycle 1, on 2 Mar at 21:00.");
    }

    @Test
    void the_timeline_shows_which_filter_excludes_a_contact_from_the_next_cycle() {
        World byStatus = world(cycles(3, Set.of(ContactStatus.FAILED), Set.of()));
        byStatus.ends(byStatus.tick().getFirst(), CallStatus.BUSY, null);
        World byTag = world(cycles(3, Set.of(), Set.of("vip")));
        byTag.ends(byTag.tick().getFirst(), CallStatus.ENDED, AnsweredBy.HUMAN);
        Contact ended = byTag.contact(0);
        byTag.write(ended, ended.with(new Result(List.of("vip"), Map.of(), false, null), true, byTag.clock.instant()));
        World last = world(cycles(0, Set.of(), Set.of()));
        last.ends(last.tick().getFirst(), CallStatus.BUSY, null);

        assertThat(text(byStatus, last(byStatus))).isEqualTo("Not tried in later cycles: filter_statuses has failed.");
        assertThat(text(byTag, last(byTag))).isEqualTo("Not tried in later cycles: filter_tags has vip.");
        assertThat(text(last, last(last))).isEqualTo("No cycle follows: 0 of at most 0 were begun.");
    }

    // Do not contact

    @Test
    void a_suppressed_contact_shows_the_entry_its_start_and_its_reason() {
        World world = world(Examples.with());
        Command.Begin command = world.tick().getFirst();
        world.store
                .doNotContact()
                .put(new Suppression(
                        Examples.number(0),
                        Channel.PHONE_CALL,
                        "asked | to stop",
                        "api",
                        World.START.minus(Duration.ofDays(3)),
                        null));
        world.begin(command);

        Entry suppressed = only(world, TimelineCode.DO_NOT_CONTACT);
        assertThat(text(world, suppressed))
                .isEqualTo(
                        "On the do-not-contact list since 27 Feb at 09:00: not contacted. Entry made by api, for calls"
                                + " only; reason: asked | to stop.");
        assertThat(last(world).code()).isEqualTo(TimelineCode.REACHED_ITS_END);
    }

    // Omitted entries

    @Test
    void the_first_entry_shows_how_many_old_decisions_were_not_kept() {
        World world = world(Examples.with());
        Contact contact = world.contact(0);
        for (int n = 1; n <= 100; n++) {
            Contact next = contact.updated(
                    new ContactData("", "name " + n, "", "", "", Map.of()), "api", World.START.plusSeconds(n));
            contact = world.write(contact, next);
        }

        Entry first = of(world).getFirst();
        assertThat(first.code()).isEqualTo(TimelineCode.LEFT_OUT);
        assertThat(first.at()).isEqualTo(World.START.plusSeconds(61));
        assertThat(text(world, first)).isEqualTo("The 62 oldest entries up to here are not kept.");
        assertThat(of(world).stream().filter(entry -> entry.kind() == Entry.Kind.DECISION))
                .hasSize(40);
    }

    @Test
    void the_first_entry_shows_how_many_old_attempts_are_not_shown() {
        World world = world(Examples.with().retries(0));
        for (int n = 0; n < ShowTimeline.MAX_EARLIER + 4; n++) {
            world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
            Contact contact = world.contact(0);
            world.write(contact, contact.askedAgain(world.clock.instant()));
        }

        Entry first = of(world).getFirst();
        assertThat(first.code()).isEqualTo(TimelineCode.ATTEMPTS_LEFT_OUT);
        assertThat(text(world, first)).isEqualTo("The 3 oldest attempts up to here are not shown.");
    }

    // Removed

    @Test
    void the_timeline_of_a_removed_contact_shows_only_the_removal_and_its_time() {
        World world = world(Examples.with());
        Contact contact = world.contact(0);
        world.write(contact, contact.removed(World.START.plusSeconds(60)));

        assertThat(shown(world, contact)).isInstanceOfSatisfying(ShowTimeline.Timeline.Removed.class, removed -> {
            assertThat(removed.entry().at()).isEqualTo(World.START.plusSeconds(60));
            assertThat(text(world, removed.entry())).isEqualTo("This contact was removed on 2 Mar at 09:01:00.");
        });
    }
}
