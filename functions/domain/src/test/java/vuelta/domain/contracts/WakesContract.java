package vuelta.domain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vuelta.domain.attempt.Place;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.claim.Report;
import vuelta.domain.line.LineId;
import vuelta.domain.wake.Wake;
import vuelta.domain.wake.Wakes;

/** What waking a line's pacer promises; what arrives are its ticks' wake-ups. */
public abstract class WakesContract extends DeliveryContract<Wake> {
    private static final CampaignId CAMPAIGN = new CampaignId("c1");

    /** The port under test. */
    protected abstract Wakes wakes();

    @Test
    void a_wake_up_arrives_whole() {
        Wake wake = new Wake(
                line,
                CAMPAIGN,
                List.of(
                        report(1, Report.What.BEGUN, null),
                        report(2, Report.What.RELEASED, LocalDate.of(2026, 3, 1)),
                        report(3, Report.What.LOOK, null)),
                2,
                Duration.ofMillis(1_234));

        wakes().send(wake);

        await("the wake-up", PATIENCE, came -> came.stream().anyMatch(one -> one.what().equals(wake)));
    }

    /** One that is swallowed because another was sent just before may be the one that mattered. */
    @Test
    void a_wake_up_that_follows_one_that_was_delivered_arrives_too() {
        for (int round = 1; round <= 3; round++) {
            int rounds = round;
            wakes().wake(line);
            await(rounds + " wake-ups", PATIENCE, came -> came.stream()
                            .filter(one -> one.what().equals(Wake.of(line)))
                            .count()
                    >= rounds);
        }
    }

    @Test
    void more_reports_than_a_message_takes_all_arrive() {
        List<Report> reports = IntStream.range(0, 1_200)
                .mapToObj(n -> report(n + 1, Report.What.ENDED, null))
                .toList();

        wakes().send(Wake.of(line, reports));

        await("every report", PATIENCE, came -> came.stream()
                .filter(one -> one.what().line().equals(line))
                .flatMap(one -> one.what().reports().stream())
                .toList()
                .containsAll(reports));
    }

    @Test
    void wake_ups_of_many_lines_all_arrive() {
        List<Wake> all = IntStream.range(0, 12)
                .mapToObj(n -> Wake.of(new LineId(n + "-" + fresh)))
                .toList();

        all.forEach(wakes()::send);

        assertAllArrive(all, PATIENCE);
        assertThat(all).hasSize(12);
    }

    private Report report(long batch, Report.What what, @Nullable LocalDate day) {
        return new Report(CAMPAIGN, new Place(batch, 7), what, day, now());
    }
}
