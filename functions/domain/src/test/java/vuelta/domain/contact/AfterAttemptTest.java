package vuelta.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.fakes.Examples;

/** The table of contact statuses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AfterAttemptTest {
    private static final Instant T = Examples.MONDAY;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Duration DELAY = Duration.ofMinutes(30);
    private static final Duration BACKOFF = Duration.ofMinutes(5);
    private static final Duration BILLED = Duration.ofSeconds(5);
    private static final AfterAttempt RULES = new AfterAttempt(2, DELAY, BACKOFF);

    private static Contact sending(ContactStatus from, int retries, int failedRetries) {
        Contact waiting = Examples.contact(new CampaignId("c1"), 1)
                .with(from, 4, 4, retries, failedRetries, T, null, Duration.ofSeconds(60), T, "BEFORE");
        return waiting.claimed(T, DAY, T.plusSeconds(30), T).begun(T.plusSeconds(90), T);
    }

    private static Outcome outcome(String name) {
        return switch (name) {
            case "answered" -> new Outcome.Answered(BILLED);
            case "voicemail" -> new Outcome.Voicemail(BILLED);
            case "unreached" -> new Outcome.Unreached("BUSY");
            case "failure" -> new Outcome.TechnicalFailure("CALL_FAILED");
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
    })
    void what_happened_and_what_is_left_decide(
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
        assertThat(after.retries()).isEqualTo(retriesAfter);
        assertThat(after.failedRetries()).isEqualTo(failedAfter);
        assertThat(after.attempts()).as("the number is used").isEqualTo(5);
        assertThat(after.calls()).as("it was a call").isEqualTo(5);
        assertThat(after.claim()).isNull();
        assertThat(after.lastUpdate()).isEqualTo(T);
    }

    @ParameterizedTest
    @CsvSource({"answered,65", "voicemail,65", "unreached,60", "failure,60"})
    void what_is_billed_adds_up(String happened, int seconds) {
        assertThat(RULES.apply(sending(ContactStatus.QUEUE, 0, 0), outcome(happened), T)
                        .billed())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @EnumSource(
            value = ContactStatus.class,
            names = {"QUEUE", "RETRYING"})
    void what_was_not_placed_counts_on_nothing_and_goes_back_to_where_it_was(ContactStatus from) {
        Contact after = RULES.apply(sending(from, 1, 1), new Outcome.NotPlaced("TOO_FAST", T.plusSeconds(20)), T);

        assertThat(after.status()).isEqualTo(from);
        assertThat(after.due()).isEqualTo(T.plusSeconds(20));
        assertThat(after.retries()).isEqualTo(1);
        assertThat(after.failedRetries()).isEqualTo(1);
        assertThat(after.calls()).isEqualTo(4);
        assertThat(after.attempts())
                .as("an attempt that has begun keeps its number")
                .isEqualTo(5);
        assertThat(after.reason()).isEqualTo("TOO_FAST");
    }

    @Test
    void without_retries_the_first_voicemail_is_final() {
        AfterAttempt none = new AfterAttempt(0, DELAY, BACKOFF);

        assertThat(none.apply(sending(ContactStatus.QUEUE, 0, 0), outcome("voicemail"), T)
                        .status())
                .isEqualTo(ContactStatus.VOICEMAIL);
    }
}
