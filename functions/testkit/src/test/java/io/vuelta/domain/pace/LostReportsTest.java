package io.vuelta.domain.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.wake.Wake;
import io.vuelta.testkit.World;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How the pacer handles claims without a report of their end, and reports that arrive while it does not plan. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostReportsTest {
    private final World world =
            new World(Examples.with().concurrency(2).messageLimit(5).retries(1).retryDelay(Duration.ZERO)).load(1);

    @Test
    void an_unreported_end_is_recorded_before_the_contact_is_claimed_again() {
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        world.wakes.takeAll();

        List<Command.Begin> retry = world.tick();

        assertThat(retry).hasSize(1);
        OpenClaimsBook book = world.book();
        assertThat(book.inFlight()).isEqualTo(1);
        assertThat(book.made()).isEqualTo(2);
        assertThat(book.closed()).isEqualTo(1);
    }

    @Test
    void two_attempts_of_which_one_was_not_reported_both_count_on_the_daily_limit() {
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);
        world.wakes.takeAll();
        world.ends(world.tick().getFirst(), CallStatus.BUSY, null);

        world.tickAt(World.START.plus(ClaimContacts.CLAIM_LEASE).plusSeconds(60));

        assertThat(world.book().inFlight()).isZero();
        assertThat(world.reservedToday()).isEqualTo(2);
        assertThat(world.book().made()).isEqualTo(2);
        assertThat(world.book().closed()).isEqualTo(2);
    }

    /**
     * The counting function names a campaign that has finished although a contact waits: no other message refers to it.
     */
    @Test
    void a_campaign_that_a_wake_up_names_is_named_again_if_the_line_is_not_planned_yet() {
        world.tick();
        world.wakes.takeAll();

        var _ = world.pace.tick(World.LINE, List.of(Wake.of(World.LINE, World.CAMPAIGN)), true);

        assertThat(world.wakes.takeAll()).contains(Wake.of(World.LINE, World.CAMPAIGN));
    }

    @Test
    void a_missing_claim_batch_is_closed_and_the_line_continues() {
        world.beginNext();
        world.store.expireClaimBatches();
        world.load(1);

        List<Command.Begin> next =
                world.tickAt(World.START.plus(World.ASK_AFTER).plusSeconds(60));

        assertThat(next).as("the other contact's attempt").hasSize(1);
        assertThat(world.book().inFlight()).isEqualTo(1);
        assertThat(world.book().made()).isEqualTo(2);
        assertThat(world.book().closed()).isEqualTo(1);
        assertThat(world.reservedToday()).isEqualTo(2);
    }
}
