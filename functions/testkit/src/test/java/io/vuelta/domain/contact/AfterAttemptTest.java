package io.vuelta.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.Outcome;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.attempt.Result;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.ContactEdit;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of contact statuses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AfterAttemptTest {
    private static final Instant T = Examples.MONDAY;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Duration DELAY = Duration.ofMinutes(30);
    private static final Duration BACKOFF = Duration.ofMinutes(5);
    private static final Duration BILLED = Duration.ofSeconds(5);
    private static final AfterAttempt RULES = new AfterAttempt(2, AfterAttempt.FAILED_RETRIES, DELAY, BACKOFF);
    private static final Place PLACE = new Place(1, 0);
    private static final Instant TOMORROW = T.plus(Duration.ofDays(1));

    private static Contact waiting(ContactStatus from, int retries, int failedRetries) {
        return ContactEdit.of(Examples.contact(new CampaignId("c1"), 1))
                .status(from)
                .attempts(4, 4)
                .retries(retries, failedRetries)
                .due(T)
                .billed(Duration.ofSeconds(60))
                .done();
    }

    private static Contact begun(Contact waiting) {
        return begun(claimed(waiting, T, DAY), T);
    }

    private static Contact claimed(Contact waiting, Instant at, LocalDate day) {
        return waiting.claimed(PLACE, at, day, at);
    }

    private static Contact begun(Contact claimed, Instant at) {
        AttemptId id = new AttemptId(claimed.id(), claimed.attempts());
        return claimed.begun(
                Call.created(id, new LineId("line"), claimed.number(), "Ana", true, "invocation", PLACE, at), at);
    }

    private static Contact sending(ContactStatus from, int retries, int failedRetries) {
        return begun(waiting(from, retries, failedRetries));
    }

    private static Outcome outcome(String name) {
        return switch (name) {
            case "answered" -> new Outcome.Answered(BILLED);
            case "voicemail" -> new Outcome.Voicemail(BILLED);
            case "unreached" -> new Outcome.Unreached("BUSY", Duration.ZERO);
            case "failure" -> new Outcome.TechnicalFailure("CALL_FAILED");
            case "not placed" -> new Outcome.NotPlaced("TOO_FAST", T.plusSeconds(20));
            case "taken" -> new Outcome.Taken();
            case "delivered" -> new Outcome.Reached(ContactStatus.DELIVERED);
            case "read" -> new Outcome.Reached(ContactStatus.READ);
            case "accepted" -> new Outcome.Reached(ContactStatus.ACCEPTED);
            case "rejected" -> new Outcome.Reached(ContactStatus.REJECTED);
            case "refused" -> new Outcome.Refused("131008");
            case "not asked" -> new Outcome.NotAsked("VARIABLE_MISSING");
            case "lost" -> new Outcome.Lost("NEVER_HEARD_OF");
            case "opted out" -> new Outcome.OptedOut("131050");
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest(name = "{0} with {1} of 2 retries and {2} of 1 failed retries used: {3}")
    @CsvSource({
        "voicemail, 0, 0, RETRYING,  30, 1, 0",
        "voicemail, 1, 0, RETRYING,  30, 2, 0",
        "voicemail, 2, 0, VOICEMAIL,   , 2, 0",
        "voicemail, 3, 0, VOICEMAIL,   , 3, 0",
        "voicemail, 0, 1, RETRYING,  30, 1, 1",
        "unreached, 0, 0, RETRYING,  30, 1, 0",
        "unreached, 1, 0, RETRYING,  30, 2, 0",
        "unreached, 2, 0, FAILED,      , 2, 0",
        "failure,   0, 0, QUEUE,      5, 0, 1",
        "failure,   2, 0, QUEUE,      5, 2, 1",
        "failure,   0, 1, FAILED,      , 0, 1",
        "failure,   0, 2, FAILED,      , 0, 2",
        "answered,  0, 0, ANSWERED,    , 0, 0",
        "answered,  2, 1, ANSWERED,    , 2, 1",
        "taken,     0, 0, SENDING,     , 0, 0",
        "taken,     2, 1, SENDING,     , 2, 1",
        "delivered, 0, 0, DELIVERED,   , 0, 0",
        "read,      0, 0, READ,        , 0, 0",
        "accepted,  0, 0, ACCEPTED,    , 0, 0",
        "rejected,  0, 0, REJECTED,    , 0, 0",
        "refused,   0, 0, FAILED,      , 0, 0",
        "lost,      0, 0, FAILED,      , 0, 0",
        "opted out, 0, 0, REJECTED,    , 0, 0",
    })
    void the_outcome_and_the_remaining_retries_decide_the_status(
            String happened,
            int retries,
            int failedRetries,
            ContactStatus status,
            @Nullable Integer dueInMinutes,
            int retriesAfter,
            int failedAfter) {
        Contact after = RULES.apply(sending(ContactStatus.RETRYING, retries, failedRetries), outcome(happened), T);

        assertThat(after.status()).isEqualTo(status);
        assertThat(after.due()).isEqualTo(dueInMinutes == null ? null : T.plus(Duration.ofMinutes(dueInMinutes)));
        assertThat(after.tally().retries()).isEqualTo(retriesAfter);
        assertThat(after.tally().failedRetries()).isEqualTo(failedAfter);
        assertThat(after.attempts()).as("the number is used").isEqualTo(5);
        assertThat(after.tally().calls()).as("it was an attempt").isEqualTo(5);
        assertThat(after.claim()).isNull();
        assertThat(after.log().lastUpdate()).isEqualTo(T);
    }

    @ParameterizedTest
    @CsvSource({"answered,65", "voicemail,65", "unreached,60", "failure,60", "taken,60", "delivered,60", "lost,60"})
    void billed_seconds_add_up(String happened, int seconds) {
        assertThat(RULES.apply(sending(ContactStatus.QUEUE, 0, 0), outcome(happened), T)
                        .tally()
                        .billed())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            names = {"QUEUE", "RETRYING"})
    void an_attempt_that_was_not_placed_does_not_count_and_restores_the_status(ContactStatus from) {
        Contact after = RULES.apply(sending(from, 1, 1), outcome("not placed"), T);

        assertThat(after.status()).isEqualTo(from);
        assertThat(after.due()).isEqualTo(T.plusSeconds(20));
        assertThat(after.tally().retries()).isEqualTo(1);
        assertThat(after.tally().failedRetries()).isEqualTo(1);
        assertThat(after.tally().calls()).isEqualTo(4);
        assertThat(after.attempts())
                .as("an attempt that has begun keeps its number")
                .isEqualTo(5);
        assertThat(after.reason()).isEqualTo("TOO_FAST");
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            names = {"QUEUE", "RETRYING"})
    void an_attempt_that_was_never_requested_fails_and_counts_as_no_call(ContactStatus from) {
        Contact after = RULES.apply(sending(from, 1, 0), outcome("not asked"), T);

        assertThat(after.status()).isEqualTo(ContactStatus.FAILED);
        assertThat(after.waits()).isFalse();
        assertThat(after.claim()).isNull();
        assertThat(after.tally().calls()).isEqualTo(4);
        assertThat(after.tally().retries()).isEqualTo(1);
        assertThat(after.reason()).isEqualTo("VARIABLE_MISSING");
    }

    @Test
    void without_retries_the_first_voicemail_is_final() {
        AfterAttempt none = new AfterAttempt(0, AfterAttempt.FAILED_RETRIES, DELAY, BACKOFF);
        assertThat(none.apply(sending(ContactStatus.QUEUE, 0, 0), outcome("voicemail"), T)
                        .status())
                .isEqualTo(ContactStatus.VOICEMAIL);
    }

    @ParameterizedTest
    @CsvSource({"0,30", "29,30", "30,30", "31,31", "1440,1440"})
    void the_next_attempt_waits_for_the_providers_delay_and_for_the_retry_delay(int atLeastMinutes, int dueInMinutes) {
        Outcome outcome = new Outcome.Unreached("131049", Duration.ofMinutes(atLeastMinutes));

        Contact after = RULES.apply(sending(ContactStatus.QUEUE, 0, 0), outcome, T);

        assertThat(after.due()).isEqualTo(T.plus(Duration.ofMinutes(dueInMinutes)));
        assertThat(after.timing().since())
                .as("it is late from then on, not before")
                .isEqualTo(after.due());
    }

    @Test
    void each_outcome_is_an_entry_of_the_contacts_history() {
        Contact after = RULES.apply(sending(ContactStatus.QUEUE, 0, 0), outcome("unreached"), T);

        assertThat(after.log().history().getLast()).isEqualTo(new HistoryEntry(T, "BUSY", 5, T.plus(DELAY)));
    }

    // After a message was accepted

    private static Contact after(String... happened) {
        Contact contact = sending(ContactStatus.QUEUE, 0, 0);
        for (String one : happened) {
            contact = RULES.apply(contact, outcome(one), T);
        }
        return contact;
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "taken, delivered, DELIVERED",
        "taken, read, READ",
        "taken, accepted, ACCEPTED",
        "taken, rejected, REJECTED",
        "delivered, read, READ",
        "delivered, delivered, DELIVERED",
        "read, delivered, READ",
        "accepted, read, ACCEPTED",
        "accepted, rejected, REJECTED",
        "rejected, accepted, REJECTED",
        "lost, delivered, DELIVERED",
        "opted out, delivered, REJECTED",
        "taken, unreached, RETRYING",
        "taken, failure, QUEUE",
        "taken, refused, FAILED",
        "taken, lost, FAILED",
        "taken, opted out, REJECTED",
    })
    void the_status_of_an_accepted_message_only_moves_forward(String first, String then, ContactStatus status) {
        Contact contact = after(first, then);

        assertThat(contact.status()).isEqualTo(status);
        assertThat(contact.tally().calls()).as("it is one attempt").isEqualTo(5);
        assertThat(contact.claim()).isNull();
    }

    @Test
    void an_outcome_behind_the_reached_status_changes_nothing() {
        Contact read = after("read");

        assertThat(RULES.apply(read, outcome("delivered"), T.plusSeconds(9))).isEqualTo(read);
    }

    // Erased

    @ParameterizedTest(name = "after {0} it is {1}")
    @CsvSource({
        "answered,   ANSWERED",
        "voicemail,  VOICEMAIL",
        "unreached,  FAILED",
        "failure,    FAILED",
        "not placed, REMOVED",
        "taken,      SENDING",
        "delivered,  DELIVERED",
        "rejected,   REJECTED",
        "refused,    FAILED",
        "not asked,  FAILED",
        "lost,       FAILED",
        "opted out,  REJECTED",
    })
    void a_contact_that_will_be_erased_has_the_status_of_its_last_attempt_and_is_not_tried_again(
            String happened, ContactStatus status) {
        AfterAttempt awaiting = new AfterAttempt(2, 1, DELAY, BACKOFF, Duration.ofHours(1));
        Contact erasing = sending(ContactStatus.QUEUE, 0, 0).toBeErased().with(result(false, TOMORROW), true, T);

        Contact after = awaiting.apply(erasing, outcome(happened), T);

        assertThat(after.status()).isEqualTo(status);
        assertThat(after.results().optedOut()).isFalse();
        assertThat(after.waits()).isFalse();
        assertThat(after.due()).isNull();
        assertThat(after.claim()).isNull();
        assertThat(after.mayBeRequeued()).isFalse();
    }

    @Test
    void a_conversion_of_a_contact_that_will_be_erased_still_counts() {
        Contact erasing = sending(ContactStatus.QUEUE, 0, 0).toBeErased();

        assertThat(RULES.apply(erasing.with(result(true, null), true, T), outcome("answered"), T)
                        .status())
                .isEqualTo(ContactStatus.CONVERTED);
    }

    @Test
    void a_contact_that_will_be_erased_returns_to_its_earlier_status_if_its_last_attempt_was_not_placed() {
        Contact silent = sending(ContactStatus.READ, 0, 0).toBeErased();

        Contact after = RULES.apply(silent, outcome("not placed"), T);

        assertThat(after.status()).isEqualTo(ContactStatus.READ);
        assertThat(after.waits()).isFalse();
        assertThat(after.due()).isNull();
    }

    // Converted

    private static Result result(boolean converted, @Nullable Instant followUpAt) {
        return new Result(List.of("vip"), Map.of("email", "a@b.c"), converted, followUpAt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answered",
                "voicemail",
                "unreached",
                "failure",
                "taken",
                "delivered",
                "rejected",
                "refused",
                "lost",
                "opted out"
            })
    void a_contact_converted_during_the_attempt_is_converted_for_any_outcome(String happened) {
        Contact converted = sending(ContactStatus.QUEUE, 0, 0).with(result(true, null), true, T);
        assertThat(converted.status()).as("its place is taken until it ends").isEqualTo(ContactStatus.SENDING);
        assertThat(converted.claim()).isNotNull();

        Contact after = RULES.apply(converted, outcome(happened), T);

        assertThat(after.status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(after.claim()).isNull();
        assertThat(after.due()).isNull();
        assertThat(after.tally().calls()).isEqualTo(5);
    }

    @Test
    void a_contact_converted_during_an_attempt_that_was_not_placed_is_converted_and_the_attempt_does_not_count() {
        Contact converted = sending(ContactStatus.RETRYING, 0, 0).with(result(true, null), true, T);

        Contact after = RULES.apply(converted, outcome("not placed"), T);

        assertThat(after.status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(after.tally().calls()).isEqualTo(4);
        assertThat(after.waits()).isFalse();
    }

    @Test
    void a_contact_converted_before_its_claim_is_released_is_converted_and_the_attempt_number_is_free() {
        Contact claimed = claimed(waiting(ContactStatus.QUEUE, 0, 0), T, DAY);

        Contact back = claimed.with(result(true, null), true, T).released(T, "LATE", T);

        assertThat(back.status()).isEqualTo(ContactStatus.CONVERTED);
        assertThat(back.attempts()).isEqualTo(4);
        assertThat(back.claim()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered", "read", "accepted", "rejected"})
    void later_events_of_a_message_leave_a_converted_contact_converted(String happened) {
        Contact converted = after("taken").with(result(true, null), true, T);
        assertThat(converted.status()).isEqualTo(ContactStatus.CONVERTED);

        assertThat(RULES.apply(converted, outcome(happened), T)).isEqualTo(converted);
    }

    // Follow-ups

    @ParameterizedTest(name = "after {0} it is {1}, due in {2} minutes")
    @CsvSource({
        "answered,  ANSWERED,  1440",
        "refused,   FAILED,    1440",
        "lost,      FAILED,    1440",
        "delivered, DELIVERED, 1440",
        "accepted,  ACCEPTED,  1440",
        "voicemail, RETRYING,  30",
        "unreached, RETRYING,  30",
        "failure,   QUEUE,     5",
    })
    void a_follow_up_requested_during_an_attempt_remains_after_its_end(
            String happened, ContactStatus status, int dueInMinutes) {
        Contact withFollowUp = sending(ContactStatus.QUEUE, 0, 0).with(result(false, TOMORROW), true, T);
        assertThat(withFollowUp.due()).as("an attempt is under way").isNull();

        Contact after = RULES.apply(withFollowUp, outcome(happened), T);

        assertThat(after.status()).isEqualTo(status);
        assertThat(after.timing().followUp()).isEqualTo(TOMORROW);
        assertThat(after.due()).isEqualTo(T.plus(Duration.ofMinutes(dueInMinutes)));
        assertThat(after.waits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "opted out"})
    void a_rejection_or_suppression_removes_the_follow_up(String happened) {
        Contact withFollowUp = sending(ContactStatus.QUEUE, 0, 0).with(result(false, TOMORROW), true, T);

        Contact after = RULES.apply(withFollowUp, outcome(happened), T);

        assertThat(after.timing().followUp()).isNull();
        assertThat(after.waits()).isFalse();
    }

    @Test
    void a_conversion_removes_the_follow_up() {
        Contact converted = sending(ContactStatus.QUEUE, 0, 0).with(result(true, TOMORROW), true, T);

        assertThat(RULES.apply(converted, outcome("answered"), T).timing().followUp())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"answered", "voicemail", "unreached", "delivered", "read", "accepted"})
    void a_follow_up_requested_after_the_attempt_makes_the_contact_wait_for_it(String happened) {
        AfterAttempt last = new AfterAttempt(0, AfterAttempt.FAILED_RETRIES, DELAY, BACKOFF);
        Contact ended = last.apply(sending(ContactStatus.QUEUE, 0, 0), outcome(happened), T);
        assertThat(ended.waits()).isFalse();

        Contact withFollowUp = ended.with(result(false, TOMORROW), true, T);

        assertThat(withFollowUp.status()).isEqualTo(ended.status());
        assertThat(withFollowUp.due()).isEqualTo(TOMORROW);
        assertThat(withFollowUp.waits()).isTrue();
        assertThat(claimed(withFollowUp, TOMORROW, DAY.plusDays(1)).timing().followUp())
                .as("that attempt fulfils it")
                .isNull();
    }

    @Test
    void a_follow_up_requested_after_the_attempt_is_only_stored_if_the_campaign_may_not_attempt_the_contact() {
        Contact ended = after("answered");

        Contact withFollowUp = ended.with(result(false, TOMORROW), false, T);

        assertThat(withFollowUp.waits()).isFalse();
        assertThat(withFollowUp.results().tags()).containsExactly("vip");
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "1,false"})
    void an_attempt_that_begins_at_the_follow_up_or_later_fulfils_it(int millisAfter, boolean fulfils) {
        Contact withFollowUp =
                waiting(ContactStatus.QUEUE, 0, 0).with(result(false, T.plusMillis(millisAfter)), true, T);
        assertThat(withFollowUp.due()).as("it waits anyhow").isEqualTo(T);

        Contact claimed = claimed(withFollowUp, T, DAY);

        assertThat(claimed.timing().followUp() == null).isEqualTo(fulfils);
    }

    @Test
    void the_follow_up_of_a_released_or_not_placed_attempt_is_restored() {
        Contact withFollowUp = after("answered").with(result(false, TOMORROW), true, T);
        Contact claimed = claimed(withFollowUp, TOMORROW, DAY.plusDays(1));

        Contact back = claimed.released(TOMORROW, "LATE", TOMORROW);
        Contact notPlaced = RULES.apply(begun(claimed, TOMORROW), outcome("not placed"), TOMORROW);

        for (Contact contact : List.of(back, notPlaced)) {
            assertThat(contact.timing().followUp()).isEqualTo(TOMORROW);
            assertThat(contact.status()).isEqualTo(ContactStatus.ANSWERED);
            assertThat(contact.waits()).isTrue();
        }
    }

    @Test
    void a_newer_follow_up_replaces_the_claimed_one() {
        Contact withFollowUp = after("answered").with(result(false, TOMORROW), true, T);
        Contact claimed = claimed(withFollowUp, TOMORROW, DAY.plusDays(1));
        Instant later = TOMORROW.plusSeconds(999);

        Contact again = claimed.with(result(false, later), true, TOMORROW);

        assertThat(again.released(TOMORROW, "LATE", TOMORROW).timing().followUp())
                .isEqualTo(later);
    }
}
