package io.vuelta.domain.action;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.LINE;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.action.RecordResult.Recorded;
import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.ConversationReport.Refusal;
import io.vuelta.domain.attempt.OptOut;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignAction;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Cycles;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.store.StoreBusy;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FiveTries;
import io.vuelta.testkit.fakes.RecordingTranscripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The actions of people and agents on an active campaign. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ActionsOfPeopleAndAgentsTest {
    private static Cycles hourly(Set<String> withoutTags) {
        return new Cycles(new Cycles.Rhythm.Cooldown(Duration.ofHours(1)), null, null, Set.of(), withoutTags);
    }

    private final World world =
            new World(Examples.with().cycles(hourly(Set.of())).retries(0)).load(1);
    private final ActOnCampaign campaigns =
            new ActOnCampaign(world.store.campaigns(), world.store.books(), world.wakes, new FiveTries(), world.clock);
    private final ActOnContact contacts = UseCases.actOnContact(world.store, world.wakes, world.clock);
    private final RecordingTranscripts transcripts = new RecordingTranscripts();
    private final RecordResult results = UseCases.recordResult(world.store, transcripts, world.clock);

    private void become(ContactStatus status) {
        Contact contact = world.contact(0);
        ContactEdit edit = ContactEdit.of(contact).status(status).attempts(2, 2).retries(1, 1);
        edit.due(status == ContactStatus.RETRYING ? START.plusSeconds(900) : null);
        world.write(contact, edit.done());
        world.wakes.take();
    }

    private void assertCountersAreARecount() {
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    // Campaigns

    @Test
    void a_changed_campaign_is_saved_and_its_line_is_woken() {
        assertThat(campaigns.act(CAMPAIGN, CampaignAction.PAUSE))
                .isInstanceOfSatisfying(
                        ActOnCampaign.Result.Done.class,
                        done -> assertThat(done.campaign().status()).isEqualTo(CampaignStatus.INACTIVE));

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(world.wakes.take()).containsExactly(LINE);
        campaigns.act(CAMPAIGN, CampaignAction.PAUSE);
        assertThat(world.wakes.take())
                .as("a wake-up that was lost is made good")
                .containsExactly(LINE);
    }

    @Test
    void a_refused_transition_names_both_statuses() {
        assertThat(campaigns.act(CAMPAIGN, CampaignAction.ACTIVATE))
                .isEqualTo(new ActOnCampaign.Result.Refused(
                        CampaignStatus.ACTIVE, List.of(CampaignStatus.INACTIVE, CampaignStatus.CANCELLED)));
        assertThat(campaigns.act(new CampaignId("none"), CampaignAction.PAUSE))
                .isEqualTo(new ActOnCampaign.Result.NoSuchCampaign());
    }

    @Test
    void an_action_that_loses_a_race_decides_again_on_the_stored_campaign() {
        world.store.faults(Faults.beforeNext("campaigns.save", () -> world.act(CampaignAction.CANCEL)));

        assertThat(campaigns.act(CAMPAIGN, CampaignAction.PAUSE))
                .isEqualTo(new ActOnCampaign.Result.Refused(CampaignStatus.CANCELLED, List.of()));
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.CANCELLED);
    }

    @Test
    void activating_a_campaign_that_cools_down_begins_its_next_cycle_at_once() {
        become(ContactStatus.FAILED);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.COOLDOWN);

        campaigns.act(CAMPAIGN, CampaignAction.ACTIVATE);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.campaign().cycle().number()).isEqualTo(1);
        assertThat(world.tick()).hasSize(1);
        assertCountersAreARecount();
    }

    @Test
    void an_unarchived_campaign_has_its_earlier_status() {
        campaigns.act(CAMPAIGN, CampaignAction.ARCHIVE);
        assertThat(world.tick()).isEmpty();
        assertThat(campaigns.act(CAMPAIGN, CampaignAction.RESUME)).isEqualTo(new ActOnCampaign.Result.Archived());

        assertThat(campaigns.act(CAMPAIGN, CampaignAction.UNARCHIVE)).isInstanceOf(ActOnCampaign.Result.Done.class);

        assertThat(world.campaign().archived()).isFalse();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.tick()).hasSize(1);
    }

    @Test
    void a_next_cycle_is_not_begun_by_hand_while_edited_filters_are_still_being_applied() {
        become(ContactStatus.FAILED);
        world.tick();
        Cycles edited = hourly(Set.of("vip"));
        world.store
                .campaigns()
                .save(world.campaign().changed(Examples.with().cycles(edited).build()));
        world.wakes.take();

        assertThatThrownBy(() -> campaigns.act(CAMPAIGN, CampaignAction.ACTIVATE))
                .isInstanceOf(StoreBusy.class);
        assertThat(world.wakes.take()).containsExactly(LINE);
        world.tickAt(START.plusSeconds(2));

        assertThat(campaigns.act(CAMPAIGN, CampaignAction.ACTIVATE)).isInstanceOf(ActOnCampaign.Result.Done.class);
    }

    // Contacts

    @ParameterizedTest(name = "{0}: retry {1}, skip {2}, remove {3}")
    @CsvSource({
        "QUEUE,      -,     SKIPPED, REMOVED",
        "SENDING,    -,     -,       -",
        "RETRYING,   -,     SKIPPED, -",
        "FAILED,     QUEUE, -,       REMOVED",
        "VOICEMAIL,  QUEUE, -,       -",
        "ANSWERED,   QUEUE, -,       -",
        "DELIVERED,  -,     -,       -",
        "READ,       -,     -,       -",
        "ACCEPTED,   -,     -,       -",
        "REJECTED,   -,     -,       -",
        "CONVERTED,  -,     -,       -",
        "SKIPPED,    -,     -,       -",
        "SUPPRESSED, QUEUE, -,       -",
        "REMOVED,    no such contact, no such contact, no such contact",
    })
    void each_action_on_each_status(ContactStatus from, String retry, String skip, String remove) {
        become(from);
        Contact before = world.contact(0);
        Map<Action, String> expected = Map.of(Action.RETRY, retry, Action.SKIP, skip, Action.REMOVE, remove);
        for (Action action : expected.keySet()) {
            ActOnContact.Result result = contacts.act(before.id(), action);

            String after = switch (result) {
                case ActOnContact.Result.Done done -> done.contact().status().name();
                case ActOnContact.Result.Refused _ -> "-";
                case ActOnContact.Result.Listed _ -> "listed";
                case ActOnContact.Result.Closed _ -> "closed";
                case ActOnContact.Result.NoSuchContact _ -> "no such contact";
            };
            assertThat(after).as("%s from %s", action, from).isEqualTo(expected.get(action));
            if (result instanceof ActOnContact.Result.Refused refused) {
                assertThat(refused.status()).isEqualTo(from);
            }
            assertCountersAreARecount();
            // Restores the state for the next action.
            Contact now = world.contact(0);
            if (now.version() != before.version()) {
                Contact again = before.inVersion(now.version());
                world.write(now, again);
                before = world.contact(0);
            }
        }
    }

    @Test
    void a_retried_contact_has_all_its_retries_and_is_called_at_once() {
        become(ContactStatus.FAILED);

        contacts.act(world.contact(0).id(), Action.RETRY);

        assertThat(world.contact(0).tally().retries()).isZero();
        assertThat(world.contact(0).tally().failedRetries()).isZero();
        assertThat(world.wakes.take()).containsExactly(LINE);
        assertThat(id(world.tick().getFirst()).number()).isEqualTo(3);
    }

    @Test
    void a_finished_campaign_resumes_after_a_retry() {
        become(ContactStatus.VOICEMAIL);
        world.act(CampaignAction.DONE);

        assertThat(contacts.act(world.contact(0).id(), Action.RETRY)).isInstanceOf(ActOnContact.Result.Done.class);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.tick()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"CANCEL", "ARCHIVE"})
    void a_retry_is_refused_where_no_contact_would_be_attempted(CampaignAction closed) {
        become(ContactStatus.VOICEMAIL);
        world.act(closed);

        assertThat(contacts.act(world.contact(0).id(), Action.RETRY))
                .isEqualTo(new ActOnContact.Result.Closed(world.campaign()));
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.VOICEMAIL);
        assertThat(world.tick()).isEmpty();
    }

    // Suppressed by mistake

    private Suppression listed(@Nullable Channel channel, @Nullable Instant until) {
        Suppression entry = new Suppression(world.contact(0).number(), channel, "by mistake", "api", START, until);
        world.store.doNotContact().put(entry);
        return entry;
    }

    @Test
    void a_contact_still_on_the_list_stays_suppressed_and_the_entry_is_named() {
        become(ContactStatus.SUPPRESSED);
        Suppression entry = listed(null, null);

        assertThat(contacts.act(world.contact(0).id(), Action.RETRY)).isEqualTo(new ActOnContact.Result.Listed(entry));
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.SUPPRESSED);
    }

    @ParameterizedTest(name = "an entry for {0} until {1} s after it was made")
    @CsvSource(
            nullValues = "ever",
            value = {"WHATSAPP, ever", "PHONE_CALL, 0", "ever, 0"})
    void a_suppressed_contact_is_called_after_a_retry_once_no_entry_applies(
            @Nullable Channel channel, @Nullable Integer seconds) {
        become(ContactStatus.SUPPRESSED);
        listed(channel, seconds == null ? null : START.plusSeconds(seconds));

        assertThat(contacts.act(world.contact(0).id(), Action.RETRY)).isInstanceOf(ActOnContact.Result.Done.class);

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(world.tick()).hasSize(1);
        assertCountersAreARecount();
    }

    @Test
    void a_retry_that_died_before_its_campaign_resumed_is_completed_by_its_repeat() {
        become(ContactStatus.FAILED);
        world.act(CampaignAction.DONE);
        world.store.faults(FailAt.beforeNext("campaigns.save"));
        assertThatThrownBy(() -> contacts.act(world.contact(0).id(), Action.RETRY))
                .isInstanceOf(RuntimeException.class);
        world.store.faults(Faults.NONE);

        contacts.act(world.contact(0).id(), Action.RETRY);

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.tick()).hasSize(1);
    }

    @Test
    void a_removed_contact_that_is_loaded_again_continues_its_attempt_numbers() {
        become(ContactStatus.FAILED);
        contacts.act(world.contact(0).id(), Action.REMOVE);
        assertThat(world.counters().contacts()).isZero();
        Contact removed = world.contact(0);

        world.write(removed, removed.loadedAgain(Examples.contact(CAMPAIGN, 0)));

        assertThat(id(world.tick().getFirst()).number()).isEqualTo(3);
        assertThat(world.contact(0).tally().calls()).isZero();
        assertCountersAreARecount();
    }

    // Results

    @BeforeEach
    void agent() {
        world.store
                .agents()
                .put(new Agent(
                        Examples.AGENT, "Ana", List.of("vip", "callback"), List.of("email", "age"), List.of(), START));
    }

    private static ConversationReport result(boolean converted, @Nullable Instant followUpAt) {
        return report(new Result(List.of("vip"), Map.of("email", "a@b.c"), converted, followUpAt));
    }

    private static ConversationReport report(Result result) {
        return new ConversationReport(result, null, null, null, null);
    }

    private AttemptId called() {
        Command.Begin command = world.tick().getFirst();
        world.ends(command, CallStatus.ENDED, AnsweredBy.HUMAN);
        return id(command);
    }

    @Test
    void a_report_signed_with_another_lines_secret_is_refused() {
        AttemptId attempt = called();
        long version = world.contact(0).version();

        assertThat(results.apply(new LineId("other"), attempt, result(true, null)))
                .isInstanceOf(RecordResult.Recorded.AnotherLine.class);
        assertThat(world.contact(0).version()).isEqualTo(version);
        assertThat(results.apply(World.LINE, attempt, result(true, null)))
                .isInstanceOf(RecordResult.Recorded.Done.class);
    }

    @Test
    void a_result_is_decided_by_the_filters_that_the_contact_was_recounted_by() {
        AttemptId attempt = called();
        world.tick();
        assertThat(world.contact(0).cyclePosition().returns()).isTrue();
        Cycles filtering = hourly(Set.of("vip"));
        world.store.faults(new Faults() {
            @Override
            public void before(String operation) {
                if (operation.equals("contacts.find")) {
                    world.store.faults(Faults.NONE);
                    world.store
                            .campaigns()
                            .save(world.campaign()
                                    .changed(Examples.with()
                                            .cycles(filtering)
                                            .retries(0)
                                            .build()));
                    world.tick();
                }
            }
        });

        results.apply(attempt, result(false, null));

        assertThat(world.contact(0).results().tags()).containsExactly("vip");
        assertThat(world.contact(0).cyclePosition().returns()).isFalse();
        assertCountersAreARecount();
    }

    @Test
    void the_results_of_a_conversation_add_up_and_a_repeated_report_changes_nothing() {
        AttemptId attempt = called();
        results.apply(attempt, result(false, null));
        long version = world.contact(0).version();
        results.apply(attempt, result(false, null));
        assertThat(world.contact(0).version()).isEqualTo(version);

        results.apply(
                attempt, report(new Result(List.of("callback"), Map.of("email", "new@b.c", "age", "40"), false, null)));

        assertThat(world.contact(0).results().tags()).containsExactly("callback", "vip");
        assertThat(Conversation.extracted(
                        world.store.conversations().of(world.contact(0).id())))
                .containsOnly(Map.entry("email", "new@b.c"), Map.entry("age", "40"));
    }

    @Test
    void a_converted_contact_stays_converted_in_every_later_cycle() {
        AttemptId attempt = called();
        assertThat(results.apply(attempt, result(true, null)))
                .isInstanceOfSatisfying(
                        Recorded.Done.class,
                        done -> assertThat(done.contact().status()).isEqualTo(ContactStatus.CONVERTED));

        world.tick();

        assertThat(world.campaign().status()).as("nobody returns").isEqualTo(CampaignStatus.FINISHED);
        assertCountersAreARecount();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONVERTED", "REJECTED"})
    void a_contact_that_converts_or_opts_out_in_a_later_cycle_before_its_call_is_not_called(ContactStatus status) {
        AttemptId attempt = called();
        world.tick();
        campaigns.act(CAMPAIGN, CampaignAction.ACTIVATE);
        assertThat(world.counters().fresh()).isEqualTo(1);

        results.apply(attempt, status == ContactStatus.CONVERTED ? result(true, null) : optsOut(null, null));

        assertThat(world.contact(0).status()).isEqualTo(status);
        assertThat(world.tick()).isEmpty();
        assertCountersAreARecount();
    }

    // Opting out in a conversation

    private static ConversationReport optsOut(@Nullable Channel channel, @Nullable String reason) {
        return report(new Result(List.of(), Map.of(), false, null, new OptOut(channel, reason)));
    }

    private List<Suppression> listed() {
        return world.store.doNotContact().ofNumber(world.contact(0).number());
    }

    @ParameterizedTest
    @CsvSource({", REJECTED", "PHONE_CALL, REJECTED", "WHATSAPP, ANSWERED"})
    void a_person_who_opts_out_in_a_conversation_is_listed_for_the_stated_channels_and_rejected_on_this_one(
            @Nullable Channel channel, ContactStatus status) {
        AttemptId attempt = called();
        Suppression entry = new Suppression(
                world.contact(0).number(), channel, "no more", "conversation", world.clock.instant(), null);

        results.apply(attempt, optsOut(channel, "no more"));

        assertThat(listed()).containsExactly(entry);
        assertThat(world.contact(0).status()).isEqualTo(status);
        assertThat(world.contact(0).waits()).isFalse();
        assertCountersAreARecount();
    }

    @Test
    void a_repeated_opt_out_changes_nothing_even_after_its_entry_was_removed() {
        AttemptId attempt = called();
        results.apply(attempt, optsOut(null, null));
        List<Suppression> entries = listed();
        assertThat(entries)
                .extracting(Suppression::reason)
                .containsExactly("asked in a conversation not to be contacted again");
        long version = world.contact(0).version();
        world.clock.advance(Duration.ofMinutes(1));

        results.apply(attempt, optsOut(null, "said again"));
        results.apply(attempt, optsOut(Channel.PHONE_CALL, null));
        results.apply(attempt, report(new Result(List.of(), Map.of(), false, null)));

        assertThat(listed()).isEqualTo(entries);
        assertThat(world.contact(0).version()).isEqualTo(version);
        world.store.doNotContact().remove(world.contact(0).number(), null);
        results.apply(attempt, optsOut(null, null));
        assertThat(listed()).as("somebody has removed it on purpose").isEmpty();
    }

    @Test
    void an_opt_out_of_one_channel_and_later_of_the_other_covers_both() {
        AttemptId attempt = called();

        results.apply(attempt, optsOut(Channel.WHATSAPP, "no messages"));
        results.apply(attempt, optsOut(Channel.PHONE_CALL, "no calls"));

        assertThat(listed()).extracting(Suppression::channel).containsExactlyInAnyOrder(Channel.values());
        assertThat(conversation(attempt).optOut()).isEqualTo(new OptOut(null, "no calls"));
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"api, , 1", "whatsapp_menu, , 2", "api, 2026-03-05T00:00:00Z, 2"})
    void an_opt_out_adds_a_permanent_entry_unless_an_existing_one_covers_it(
            String source, @Nullable Instant expires, int entries) {
        AttemptId attempt = called();
        Suppression there = new Suppression(
                world.contact(0).number(),
                source.equals("api") && expires == null ? null : Channel.WHATSAPP,
                "there before",
                source,
                START,
                expires);
        world.store.doNotContact().put(there);

        results.apply(attempt, optsOut(null, "said"));

        assertThat(listed()).hasSize(entries).contains(there);
    }

    /** The usual case: the runtime reports while the call is in progress. */
    @ParameterizedTest
    @CsvSource({"ENDED, HUMAN", "ENDED, MACHINE", "BUSY,", "FAILED,"})
    void a_person_who_opts_out_during_the_call_is_rejected_when_it_ends(CallStatus ends, @Nullable AnsweredBy by) {
        Command.Begin command = world.tick().getFirst();
        world.beginOnTime(command);
        results.apply(id(command), optsOut(null, null));
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.SENDING);
        assertThat(listed()).hasSize(1);

        world.reported(id(command), ends, by);

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.REJECTED);
        assertThat(world.contact(0).reason()).isEqualTo("OPTED_OUT");
        assertThat(world.tick()).isEmpty();
        assertThat(world.campaign().status()).as("nobody returns").isEqualTo(CampaignStatus.FINISHED);
        assertCountersAreARecount();
    }

    @Test
    void a_converted_person_who_opts_out_stays_converted_and_is_listed() {
        AttemptId attempt = called();

        results.apply(
                attempt,
                report(new Result(List.of(), Map.of(), true, START.plusSeconds(7_200), new OptOut(null, null))));

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(world.contact(0).timing().followUp()).isNull();
        assertThat(listed()).hasSize(1);
        assertCountersAreARecount();
    }

    @Test
    void a_person_who_opts_out_is_not_called_at_the_follow_up() {
        Instant at = START.plusSeconds(7_200);

        results.apply(called(), report(new Result(List.of(), Map.of(), false, at, new OptOut(null, null))));

        assertThat(world.contact(0).timing().followUp()).isNull();
        assertThat(world.tickAt(at)).isEmpty();
    }

    static Stream<FailAt> deaths() {
        return Stream.of("doNotContact.put", "conversations.write", "contacts.write")
                .flatMap(at -> Stream.of(FailAt.beforeNext(at), FailAt.afterNext(at)));
    }

    /** Wherever the function crashes, the report is delivered again, and the result is the same. */
    @ParameterizedTest
    @MethodSource("deaths")
    void an_opt_out_that_died_at_any_point_is_completed_by_its_repeat(FailAt crash) {
        AttemptId attempt = called();
        world.store.faults(crash);
        assertThatThrownBy(() -> results.apply(attempt, optsOut(null, null))).isInstanceOf(FailAt.Crash.class);
        world.store.faults(Faults.NONE);

        results.apply(attempt, optsOut(null, null));

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.REJECTED);
        assertThat(listed()).hasSize(1);
        assertCountersAreARecount();
    }

    @ParameterizedTest
    @EnumSource(
            value = CampaignAction.class,
            names = {"DONE", "CANCEL"})
    void a_conversion_reported_after_the_campaigns_end_counts(CampaignAction ended) {
        AttemptId attempt = called();
        world.act(ended);

        results.apply(attempt, result(true, START.plusSeconds(60)));

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(world.contact(0).waits()).isFalse();
    }

    @Test
    void a_follow_up_call_is_made_at_its_time_and_not_before() {
        Instant at = START.plusSeconds(7_200);
        results.apply(called(), result(false, at));
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(world.contact(0).timing().followUp()).isEqualTo(at);

        assertThat(world.tickAt(at.minusMillis(1))).isEmpty();
        assertThat(world.campaign().status()).as("somebody waits").isEqualTo(CampaignStatus.ACTIVE);
        List<Command.Begin> begins = world.tickAt(at);

        assertThat(begins).hasSize(1);
        assertThat(world.contact(0).timing().followUp()).isNull();
        assertCountersAreARecount();
    }

    @ParameterizedTest
    @CsvSource({"DONE, ACTIVE, 1", "CANCEL, CANCELLED, 0"})
    void a_finished_campaign_resumes_for_a_follow_up_call(CampaignAction ended, CampaignStatus status, int tried) {
        AttemptId attempt = called();
        world.act(ended);
        Instant at = START.plusSeconds(7_200);

        results.apply(attempt, result(false, at));
        world.tick();

        assertThat(world.campaign().status()).isEqualTo(status);
        assertThat(world.tickAt(at)).hasSize(tried);
        assertCountersAreARecount();
    }

    @Test
    void a_conversation_is_stored_with_its_attempt_and_a_later_report_replaces_only_the_values_that_it_has() {
        AttemptId attempt = called();
        Result vip = new Result(List.of("vip"), Map.of("email", "a@b.c"), false, null);
        results.apply(attempt, new ConversationReport(vip, "https://r.example/1", "neutral", "Short.", "Hi. Bye."));
        String key = "transcripts/" + attempt + ".txt";
        assertThat(conversation(attempt))
                .isEqualTo(new Conversation(
                        List.of("vip"),
                        Map.of("email", "a@b.c"),
                        false,
                        null,
                        "https://r.example/1",
                        "neutral",
                        "Short.",
                        key,
                        world.clock.instant(),
                        1));

        Result none = new Result(List.of(), Map.of(), false, null);
        results.apply(attempt, new ConversationReport(none, null, "positive", null, "Hi. Oh. Bye."));

        assertThat(conversation(attempt))
                .isEqualTo(new Conversation(
                        List.of("vip"),
                        Map.of("email", "a@b.c"),
                        false,
                        null,
                        "https://r.example/1",
                        "positive",
                        "Short.",
                        key,
                        world.clock.instant(),
                        2));
        assertThat(transcripts.texts()).containsExactly(Map.entry(key, "Hi. Oh. Bye."));
        assertCountersAreARecount();
    }

    private Conversation conversation(AttemptId attempt) {
        return world.store.conversations().find(attempt).orElse(Conversation.NONE);
    }

    @Test
    void a_refused_report_writes_nothing() {
        AttemptId attempt = called();
        Result foreign = new Result(List.of("gold"), Map.of(), true, null);

        assertThat(results.apply(attempt, new ConversationReport(foreign, null, null, null, "Hi.")))
                .isEqualTo(new Recorded.Refused(
                        new Refusal("tags[0]", "must be one of the agent's tags (vip, callback); got gold")));
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(conversation(attempt)).isEqualTo(Conversation.NONE);
        assertThat(transcripts.texts()).isEmpty();
    }

    /** A race with a simultaneous event of the attempt is tried again. */
    @Test
    void a_result_that_loses_a_race_against_an_event_is_still_recorded() {
        AttemptId attempt = called();
        world.store.faults(Faults.beforeNext("contacts.write", () -> {
            Attempt now = world.store.attempts().find(attempt).orElseThrow();
            Contact contact = world.contact(0);
            world.write(contact, contact.with(now.withEvent("LATE", START)));
        }));

        results.apply(attempt, result(true, null));

        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(conversation(attempt).converted()).isTrue();
        assertThat(world.store.attempts().find(attempt).orElseThrow().eventTimes())
                .containsKey("LATE");
    }

    @Test
    void a_result_of_an_unknown_attempt_or_a_removed_contact_is_not_found() {
        AttemptId never = new AttemptId(world.contact(0).id(), 9);
        assertThat(results.apply(never, result(true, null))).isInstanceOf(Recorded.NoSuchAttempt.class);

        Command.Begin command = world.tick().getFirst();
        world.ends(command, CallStatus.BUSY, null);
        contacts.act(world.contact(0).id(), Action.REMOVE);

        assertThat(results.apply(id(command), result(true, null))).isInstanceOf(Recorded.NoSuchAttempt.class);
        assertThat(world.contact(0).status()).isEqualTo(ContactStatus.REMOVED);
    }
}
