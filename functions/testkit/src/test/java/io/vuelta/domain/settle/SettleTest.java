package io.vuelta.domain.settle;

import static io.vuelta.testkit.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.pace.Command;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.ScriptedCallProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettleTest {
    private final World world = new World(Examples.with().concurrency(5)).load(2);
    private AttemptId attempt =
            new AttemptId(Examples.contact(World.CAMPAIGN, 0).id(), 1);

    @BeforeEach
    void begin() {
        Command.Begin command = world.tick().getFirst();
        attempt = id(command);
        world.begin(command);
        world.wakes.take();
    }

    private CallEvent ended(@Nullable AnsweredBy by) {
        return new CallEvent.Reported(
                ScriptedCallProvider.providerId(attempt), CallStatus.ENDED, Duration.ofSeconds(7), by, World.START);
    }

    @Test
    void an_end_settles_attempt_contact_and_counters_and_wakes_the_line() {
        assertThat(world.settle(attempt, ended(AnsweredBy.HUMAN)).result()).isEqualTo(Settlement.Result.SETTLED);

        assertThat(world.call(attempt).settled()).isTrue();
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.ANSWERED);
        assertThat(world.counters().answeredBy(AnsweredBy.HUMAN)).isEqualTo(1);
        assertThat(world.counters()).isEqualTo(world.store.recount(World.CAMPAIGN));
        assertThat(world.wakes.woken()).containsExactly(World.LINE);
    }

    @Test
    void the_same_end_again_changes_nothing() {
        world.settle(attempt, ended(AnsweredBy.HUMAN));

        assertThat(world.settle(attempt, ended(AnsweredBy.HUMAN)).result()).isEqualTo(Settlement.Result.IGNORED);
        assertThat(world.contact(attempt).tally().calls()).isEqualTo(1);
    }

    @Test
    void a_repeated_end_wakes_the_line_again_in_case_the_first_writer_died() {
        world.store.faults(FailAt.afterNext("contacts.write"));
        assertThatThrownBy(() -> world.settle(attempt, ended(AnsweredBy.HUMAN))).isInstanceOf(FailAt.Crash.class);
        world.store.faults(Faults.NONE);
        assertThat(world.wakes.take()).isEmpty();

        world.settle(attempt, ended(AnsweredBy.HUMAN));

        assertThat(world.wakes.take()).containsExactly(World.LINE);
    }

    @Test
    void progress_is_stored_in_the_attempt_alone() {
        CallEvent ringing = new CallEvent.Reported(
                ScriptedCallProvider.providerId(attempt), CallStatus.RINGING, null, null, World.START);
        Contact before = world.contact(attempt);

        assertThat(world.settle(attempt, ringing).result()).isEqualTo(Settlement.Result.NOTED);

        assertThat(world.call(attempt).status()).isEqualTo(CallStatus.RINGING);
        assertThat(world.contact(attempt))
                .usingRecursiveComparison()
                .ignoringFields("progress.latest", "version")
                .isEqualTo(before);
        assertThat(world.wakes.sent()).as("nothing that its pacer need know").isEmpty();
    }

    @Test
    void an_event_of_an_unknown_attempt_has_its_own_result() {
        AttemptId never = new AttemptId(attempt.contact(), 9);
        assertThat(world.settle(never, ended(null)).result()).isEqualTo(Settlement.Result.UNKNOWN_ATTEMPT);
    }

    @Test
    void an_event_of_another_call_is_ignored() {
        CallEvent foreign = new CallEvent.Reported("CA-other", CallStatus.BUSY, null, null, World.START);
        assertThat(world.settle(attempt, foreign).result()).isEqualTo(Settlement.Result.IGNORED);
    }

    @Test
    void a_lost_race_against_another_event_is_repeated() {
        world.store.faults(Faults.beforeNext(
                "contacts.write",
                () -> world.settle(
                        attempt,
                        new CallEvent.Detected(
                                ScriptedCallProvider.providerId(attempt), AnsweredBy.MACHINE, World.START))));

        assertThat(world.settle(attempt, ended(null)).result()).isEqualTo(Settlement.Result.SETTLED);
        assertThat(world.contact(attempt).status()).isEqualTo(ContactStatus.RETRYING);
    }

    @Test
    void a_crash_after_the_commit_and_the_event_again_settle_once() {
        world.store.faults(FailAt.afterNext("contacts.write"));
        assertThatThrownBy(() -> world.settle(attempt, ended(AnsweredBy.HUMAN))).isInstanceOf(FailAt.Crash.class);

        assertThat(world.settle(attempt, ended(AnsweredBy.HUMAN)).result()).isEqualTo(Settlement.Result.IGNORED);
        assertThat(world.contact(attempt).tally().calls()).isEqualTo(1);
        assertThat(world.counters()).isEqualTo(world.store.recount(World.CAMPAIGN));
    }
}
