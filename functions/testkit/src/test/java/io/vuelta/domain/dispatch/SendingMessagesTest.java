package io.vuelta.domain.dispatch;

import static io.vuelta.testkit.World.CAMPAIGN;
import static io.vuelta.testkit.World.START;
import static io.vuelta.testkit.World.id;
import static io.vuelta.testkit.World.who;
import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.attempt.MessageEvent;
import io.vuelta.domain.attempt.MessageStatus;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.examples.Examples.SettingsBuilder;
import io.vuelta.testkit.fakes.ScriptedMessageProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results of a WhatsApp campaign's messages. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SendingMessagesTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final UserId USER = new UserId("MX.13491208655302741918");

    private static SettingsBuilder settings() {
        return Examples.with().template("hello", "hello_again");
    }

    private final World world = new World(settings()).load(1);

    private AttemptId begun() {
        return id(world.beginNext());
    }

    private Contact contact() {
        return world.contact(0);
    }

    private void reportedWithUserId(AttemptId attempt, MessageStatus status) {
        String id = ScriptedMessageProvider.providerId(attempt);
        world.settle(attempt, new MessageEvent.Reported(id, status, world.clock.instant(), USER));
    }

    @Test
    void the_first_delivery_report_links_the_user_id_to_the_number() {
        AttemptId attempt = begun();
        for (MessageStatus status : List.of(MessageStatus.SENT, MessageStatus.READ)) {
            assertThat(world.userIds.find(USER)).as("before %s", status).isEmpty();
            reportedWithUserId(attempt, status);
        }
        assertThat(world.userIds.find(USER)).contains(contact().number());
        assertThat(((Message) contact().attempt(attempt.number()).orElseThrow()).user())
                .isEqualTo(USER);
    }

    @Test
    void a_report_about_an_erased_person_stores_no_user_id() {
        AttemptId attempt = begun();
        world.reported(attempt, MessageStatus.SENT);
        Contact sent = contact();
        world.store.contacts().write(sent, sent.erased(world.clock.instant()));
        // The report was read before the person was erased, and is written after it.
        world.userIds.put(USER, Examples.number(1));

        reportedWithUserId(attempt, MessageStatus.DELIVERED);

        assertThat(world.userIds.find(USER)).isEmpty();
    }

    private void refused(AttemptId attempt, String reason, ProviderTrouble.Refusal fault) {
        world.settle(attempt, new MessageEvent.Refused(reason, fault, world.clock.instant()));
    }

    // Taken

    @Test
    void an_accepted_message_frees_the_line_and_its_contact_is_sending() {
        AttemptId attempt = begun();

        assertThat(contact().status()).isEqualTo(ContactStatus.SENDING);
        assertThat(contact().claim()).isNull();
        assertThat(contact().due()).isNull();
        assertThat(world.message(attempt).status()).isEqualTo(MessageStatus.SENT);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.reservedToday()).isEqualTo(1);
        assertThat(world.counters().messages()).isEqualTo(1);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void a_campaign_finishes_when_every_message_was_accepted_and_later_events_still_count() {
        AttemptId attempt = begun();
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);

        world.reported(attempt, MessageStatus.READ);

        assertThat(contact().status()).isEqualTo(ContactStatus.READ);
        assertThat(world.counters().messagesDelivered()).isEqualTo(1);
        assertThat(world.counters().messagesRead()).isEqualTo(1);
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "DELIVERED, READ, READ",
        "READ, DELIVERED, READ",
        "READ, READ, READ",
        "READ, SENT, READ",
        "ACCEPTED, READ, ACCEPTED",
        "ACCEPTED, REJECTED, REJECTED",
        "REJECTED, ACCEPTED, REJECTED",
        "REJECTED, DELIVERED, REJECTED",
    })
    void the_status_of_a_message_only_moves_forward(MessageStatus first, MessageStatus then, ContactStatus status) {
        AttemptId attempt = begun();

        world.reported(attempt, first);
        world.reported(attempt, then);

        assertThat(contact().status()).isEqualTo(status);
        assertThat(contact().tally().calls()).isEqualTo(1);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void events_of_an_earlier_message_do_not_change_a_contact_with_a_later_one() {
        AttemptId first = begun();
        refused(first, "131049", new ProviderTrouble.Person(Duration.ZERO));
        world.clock.advance(HALF_AN_HOUR);
        AttemptId second = begun();
        assertThat(second.number()).isEqualTo(2);

        world.reported(first, MessageStatus.DELIVERED);

        assertThat(contact().status()).isEqualTo(ContactStatus.SENDING);
        assertThat(world.message(first).status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    // Refused

    @ParameterizedTest(name = "not to be tried again for {0} minutes: due in {1}")
    @CsvSource({"0,30", "1440,1440"})
    void a_message_that_does_not_reach_a_person_now_is_retried(int atLeast, int dueInMinutes) {
        AttemptId attempt = begun();

        refused(attempt, "131049", new ProviderTrouble.Person(Duration.ofMinutes(atLeast)));

        assertThat(contact().status()).isEqualTo(ContactStatus.RETRYING);
        assertThat(contact().tally().retries()).isEqualTo(1);
        assertThat(contact().due()).isEqualTo(START.plus(Duration.ofMinutes(dueInMinutes)));
    }

    @Test
    void a_technical_refusal_is_repeated_once_and_uses_up_no_retry() {
        AttemptId attempt = begun();
        refused(attempt, "131000", new ProviderTrouble.Technical());
        assertThat(contact().status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(contact().tally().retries()).isZero();
        assertThat(contact().tally().failedRetries()).isEqualTo(1);
        assertThat(contact().due()).isEqualTo(START.plus(World.BACKOFF));

        world.clock.advance(World.BACKOFF);
        refused(begun(), "131000", new ProviderTrouble.Technical());

        assertThat(contact().status()).isEqualTo(ContactStatus.FAILED);
        assertThat(contact().reason()).isEqualTo("131000");
    }

    @Test
    void a_contact_whose_data_is_refused_has_failed() {
        refused(begun(), "132000", new ProviderTrouble.Row());

        assertThat(contact().status()).isEqualTo(ContactStatus.FAILED);
        assertThat(contact().waits()).isFalse();
        assertThat(contact().tally().retries()).isZero();
    }

    @Test
    void an_immediate_refusal_is_settled_like_a_later_one() {
        world.messages.answer(new MessageEvent.Refused("132000", new ProviderTrouble.Row(), START));

        begun();

        assertThat(contact().status()).isEqualTo(ContactStatus.FAILED);
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.reservedToday()).as("it was asked for").isEqualTo(1);
    }

    @Test
    void a_message_surely_not_sent_does_not_count_and_its_line_is_blocked() {
        Instant until = START.plusSeconds(4);
        world.messages.answer(new PlacementResult(
                new MessageEvent.NotSent("130429", until, START),
                Optional.of(new ProviderTrouble.LineThrottled(until))));

        begun();

        assertThat(contact().status()).isEqualTo(ContactStatus.QUEUE);
        assertThat(contact().due()).isEqualTo(until);
        assertThat(contact().tally().calls()).isZero();
        assertThat(world.reservedToday()).isZero();
        assertThat(world.counters().messages()).isZero();
        assertThat(world.store.lines().pace(World.LINE).blocked(until.minusMillis(1)))
                .contains(LinePace.Block.RATE);
        assertThat(id(world.tickAt(until).getFirst()).number()).isEqualTo(2);
    }

    // No more messages

    private @Nullable Suppression listed() {
        return world.store
                .doNotContact()
                .find(contact().number(), Channel.WHATSAPP, world.clock.instant())
                .orElse(null);
    }

    @Test
    void a_stop_word_rejects_and_puts_the_number_on_the_list_for_this_channel() {
        AttemptId attempt = begun();
        MessageEvent stopped =
                new MessageEvent.Stopped(ScriptedMessageProvider.providerId(attempt), "BAJA", START.plusSeconds(9));

        world.settle(attempt, stopped);
        world.settle(attempt, stopped);

        assertThat(contact().status()).isEqualTo(ContactStatus.REJECTED);
        assertThat(listed())
                .isEqualTo(new Suppression(
                        contact().number(), Channel.WHATSAPP, "BAJA", "reply", START.plusSeconds(9), null));
        assertThat(world.store.doNotContact().find(contact().number(), Channel.PHONE_CALL, START))
                .isEmpty();
    }

    @Test
    void a_refusal_for_an_opt_out_rejects_the_contact_and_puts_the_number_on_the_list() {
        refused(begun(), "131050", new ProviderTrouble.OptedOut());

        assertThat(contact().status()).isEqualTo(ContactStatus.REJECTED);
        assertThat(contact().reason()).isEqualTo("131050");
        assertThat(world.counters().in(ContactStatus.REJECTED)).isEqualTo(1);
        assertThat(listed()).isNotNull().extracting(Suppression::source).isEqualTo("provider");
    }

    @Test
    void a_contact_on_the_list_when_its_attempt_would_begin_is_suppressed_and_nothing_is_sent() {
        Command.Begin command = world.tick().getFirst();
        world.store.doNotContact().put(new Suppression(contact().number(), null, "asked to stop", "api", START, null));

        world.begin(command);

        assertThat(world.messages.requests()).isEmpty();
        assertThat(contact().status()).isEqualTo(ContactStatus.SUPPRESSED);
        assertThat(contact().attempts()).isZero();
        assertThat(world.book().inFlight()).isZero();
        assertThat(world.reservedToday()).isZero();
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    @Test
    void a_contact_on_the_list_of_the_other_channel_is_sent_the_message() {
        Command.Begin command = world.tick().getFirst();
        world.store
                .doNotContact()
                .put(new Suppression(contact().number(), Channel.PHONE_CALL, "no calls", "api", START, null));

        world.begin(command);

        assertThat(world.messages.requests()).hasSize(1);
    }

    // Templates

    private static MessageTemplates having(String... body) {
        return (_, name, language) -> new Found.Known(Examples.template(name, language, List.of(body)));
    }

    @Test
    void a_contact_without_a_value_for_a_parameter_fails_and_the_provider_is_not_asked() {
        world.messages.templates(having("name", "debt"));

        AttemptId attempt = begun();

        assertThat(world.messages.requests()).isEmpty();
        assertThat(contact().status()).isEqualTo(ContactStatus.FAILED);
        assertThat(world.message(attempt).state().error()).isEqualTo("VARIABLE_MISSING");
        assertThat(contact().tally().calls()).isZero();
        assertThat(world.counters().messages()).isZero();
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    /** With a limit of three, all fourteen contacts fail on the same day, because none of them has a value. */
    @Test
    void messages_never_requested_from_the_provider_do_not_count_on_the_daily_limit() {
        World limited = new World(settings().messageLimit(3).concurrency(5)).load(14);
        limited.messages.templates(having("name", "debt"));

        for (int i = 0; i < 14; i++) {
            limited.tick().forEach(limited::begin);
        }

        assertThat(limited.counters().in(ContactStatus.FAILED)).isEqualTo(14);
        assertThat(limited.messages.requests()).isEmpty();
        assertThat(limited.reservedToday()).isZero();
        assertThat(limited.counters().messages()).isZero();
        assertThat(limited.counters()).isEqualTo(limited.store.recount(CAMPAIGN));
    }

    @Test
    void a_lost_report_is_made_again_and_still_corrects_the_daily_count() {
        world.messages.templates(having("debt"));
        Command.Begin command = world.beginNext();
        world.wakes.takeAll();

        world.begin(command);

        assertThat(world.reservedToday()).isZero();
        assertThat(world.book().inFlight()).isZero();
    }

    @Test
    void a_missing_template_is_unusable_for_an_hour_and_uses_up_no_attempt() {
        world.messages.templates((line, name, language) ->
                name.equals("hello") ? new Found.NotThere() : having().find(line, name, language));

        begun();
        world.clock.advance(BeginAttempt.PROVIDER_RESTS);
        AttemptId second = begun();

        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.message(second).template()).isEqualTo("hello_again");
        assertThat(world.message(second).status()).isEqualTo(MessageStatus.SENT);
        assertThat(world.counters().messages()).isEqualTo(1);
    }

    @Test
    void while_templates_cannot_be_read_the_line_is_blocked() {
        world.messages.templates((_, _, _) -> new Found.Unavailable("PROVIDER_UNREACHABLE"));

        begun();

        Instant until = START.plus(BeginAttempt.PROVIDER_RESTS);
        assertThat(world.messages.requests()).isEmpty();
        assertThat(world.store.lines().pace(World.LINE).blocked(until.minusMillis(1)))
                .contains(LinePace.Block.ERROR);
        assertThat(world.store.lines().pace(World.LINE).blocked(until)).isEmpty();
        assertThat(contact().status()).isEqualTo(ContactStatus.QUEUE);
    }

    // Never reported

    private void lookUp(AttemptId attempt) {
        world.ask.handle(
                new Command.Ask(attempt, World.LINE, world.attempt(attempt).place(), world.clock.instant()));
    }

    @Test
    void a_message_whose_answer_was_lost_waits_an_hour_for_an_event_that_names_it() {
        world.answerIsLost();
        AttemptId attempt = begun();
        assertThat(contact().claim()).isNotNull();
        assertThat(world.book().inFlight()).isEqualTo(1);

        world.clock.advance(Duration.ofMinutes(59));
        world.reported(attempt, MessageStatus.DELIVERED);

        assertThat(contact().status()).isEqualTo(ContactStatus.DELIVERED);
        assertThat(world.book().inFlight()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"3599999,SENDING", "3600000,FAILED", "3600001,FAILED"})
    void an_unknown_message_without_events_for_an_hour_has_failed(int millis, ContactStatus status) {
        world.answerIsLost();
        AttemptId attempt = begun();
        world.clock.set(START.plusMillis(millis));

        lookUp(attempt);

        assertThat(contact().status()).isEqualTo(status);
        assertThat(contact().waits()).isFalse();
        assertThat(world.book().inFlight()).isEqualTo(status == ContactStatus.SENDING ? 1 : 0);
        assertThat(world.messages.requests()).as("it is not sent again").hasSize(1);
    }

    @Test
    void the_pacer_looks_up_an_unknown_message_after_an_hour() {
        world.answerIsLost();
        AttemptId attempt = begun();

        world.tickAt(START.plusSeconds(3_599));
        assertThat(world.commands.asks()).isEmpty();
        world.tickAt(START.plusSeconds(3_600));

        assertThat(world.commands.asks()).extracting(Command.Ask::attempt).containsExactly(attempt);
    }

    @Test
    void a_delivery_reported_after_the_hour_still_counts() {
        world.answerIsLost();
        AttemptId attempt = begun();
        world.clock.advance(Duration.ofHours(1));
        lookUp(attempt);
        world.tick();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.FINISHED);

        world.reported(attempt, MessageStatus.DELIVERED);

        assertThat(contact().status()).isEqualTo(ContactStatus.DELIVERED);
        assertThat(world.message(attempt).state().error()).isNull();
        assertThat(world.counters()).isEqualTo(world.store.recount(CAMPAIGN));
    }

    // Templates

    @Test
    void the_alternative_is_sent_on_every_attempt_after_the_first() {
        AttemptId first = begun();
        refused(first, "131049", new ProviderTrouble.Person(Duration.ZERO));
        world.clock.advance(HALF_AN_HOUR);
        AttemptId second = begun();

        assertThat(world.messages.requests())
                .extracting(request -> request.template().name())
                .containsExactly("hello", "hello_again");
        assertThat(world.message(first).template()).isEqualTo("hello");
        assertThat(world.message(second).template()).isEqualTo("hello_again");
    }

    @Test
    void an_attempt_that_was_surely_not_sent_does_not_count_as_the_first() {
        Instant until = START.plusSeconds(2);
        world.messages.answer(PlacementResult.of(new MessageEvent.NotSent("131056", until, START)));
        begun();
        world.messages.answer(PlacementResult.of(new MessageEvent.Taken("wamid.1", until)));
        world.clock.set(until);

        AttemptId second = begun();

        assertThat(second.number()).isEqualTo(2);
        assertThat(world.message(second).template()).isEqualTo("hello");
    }

    @ParameterizedTest(name = "{0} s after it was found out of order: {1}")
    @CsvSource({"3599,hello_again", "3600,hello", "3601,hello"})
    void the_alternative_is_sent_for_an_hour_after_the_template_was_found_unusable(int seconds, String sent) {
        templateIsOut();
        begun();
        assertThat(world.campaign().status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(world.campaign().templateOut()).isEqualTo(START.plusSeconds(3_600));
        world.load(1);
        Command.Begin other = world.tick().stream()
                .filter(command -> id(command).number() == 1)
                .findFirst()
                .orElseThrow();
        // Its slot is now. Its command is late, the claim is released, and the contact is claimed again at this
        // instant.
        world.clock.set(START.plusSeconds(seconds));
        world.begin(other);
        Command.Begin again = world.tick().stream()
                .filter(command -> who(command).equals(who(other)))
                .findFirst()
                .orElseThrow();

        world.begin(again);

        assertThat(world.messages.requests().getLast().template().name()).isEqualTo(sent);
    }

    private void templateIsOut() {
        world.messages.answer(new PlacementResult(
                new MessageEvent.NotSent("132015", START.plusSeconds(7_200), START),
                Optional.of(new ProviderTrouble.TemplateUnusable())));
    }

    @ParameterizedTest
    @CsvSource({"132015,", "131031, hello_again"})
    void an_unusable_template_without_alternative_or_account_pauses_the_campaign_at_once(
            String code, @Nullable String alternative) {
        World pausing = new World(Examples.with().template("hello", alternative)).load(1);
        pausing.messages.answer(new PlacementResult(
                new MessageEvent.NotSent(code, START, START),
                Optional.of(
                        code.equals("132015")
                                ? new ProviderTrouble.TemplateUnusable()
                                : new ProviderTrouble.AccountUnusable())));

        AttemptId attempt = id(pausing.beginNext());

        assertThat(pausing.campaign().status()).isEqualTo(CampaignStatus.INACTIVE);
        assertThat(pausing.campaign().state().autoPause()).isNotNull().satisfies(stop -> {
            assertThat(stop.reason()).isEqualTo(code);
            assertThat(stop.attempts()).containsExactly(attempt.toString());
        });
        assertThat(pausing.contact(0).status()).isEqualTo(ContactStatus.QUEUE);
    }
}
