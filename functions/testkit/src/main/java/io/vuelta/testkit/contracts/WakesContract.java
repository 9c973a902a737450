package io.vuelta.testkit.contracts;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.line.Answers;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.Command;
import io.vuelta.domain.wake.Wake;
import io.vuelta.domain.wake.Wakes;
import io.vuelta.testkit.contracts.Arrivals.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of waking a line's pacer; what arrives are the wake-ups. */
public abstract class WakesContract extends DeliveryContract<Wake> {
    private static final Instant T = Instant.parse("2026-03-02T15:00:00Z");
    private static final int ROUNDS = 2;
    private static final int CALLS = 20;

    /** The port under test. */
    protected abstract Wakes wakes();

    /** The next round begins when the wake-up of the previous one arrives, which must not drop the new ones. */
    @Test
    void of_wakes_close_together_one_arrives_after_the_last() {
        for (int round = 0; round < ROUNDS; round++) {
            Instant last = calls();
            await("a wake-up after the last call", PATIENCE, came -> arrivedSince(last, came) > 0);
        }
    }

    /** When the last call was begun. */
    private Instant calls() {
        Instant last = now();
        for (int i = 0; i < CALLS; i++) {
            last = now();
            wakes().wake(line);
        }
        return last;
    }

    private long arrivedSince(Instant call, List<Arrival<Wake>> came) {
        return came.stream()
                .filter(one -> one.what().line().equals(line) && !one.at().isBefore(call))
                .count();
    }

    @Test
    void wakes_for_different_lines_do_not_collapse() {
        List<LineId> lines = IntStream.range(0, 12)
                .mapToObj(n -> new LineId(n + "-" + fresh))
                .toList();

        lines.forEach(wakes()::wake);

        assertAllArrive(lines.stream().map(Wake::of).toList(), PATIENCE);
    }

    @Test
    void a_wake_up_with_reports_arrives_with_every_field_and_does_not_collapse() {
        CampaignId campaign = new CampaignId(fresh);
        List<Wake> sent = new ArrayList<>();
        for (int n = 0; n < CALLS; n++) {
            wakes().wake(line);
            Wake wake = new Wake(line, null, List.of(ended(campaign, n)), n, Duration.ofMillis(501 + n), answers(n));
            wakes().send(wake);
            sent.add(wake);
        }
        wakes().send(Wake.of(line, campaign));
        sent.add(Wake.of(line, campaign));

        assertAllArrive(sent, PATIENCE);
    }

    /** No answers, then one answered attempt, then some unanswered ones. */
    private static Answers answers(int n) {
        Answers answers = n == 0 ? Answers.NONE : Answers.NONE.answered(T.plusMillis(n));
        return n < 2
                ? answers
                : answers.unanswered(T.plusMillis(n + 1), "TIMEOUT").unanswered(T.plusMillis(n + 2), "HTTP_503");
    }

    private static Report ended(CampaignId campaign, int index) {
        return new Report(campaign, new Place(1L << 40, index), Report.What.ENDED, null, T.plusMillis(index));
    }

    @Test
    void reports_of_every_kind_and_as_many_as_a_command_has_attempts_arrive_together() {
        CampaignId campaign = new CampaignId(fresh);
        List<Report> reports = new ArrayList<>();
        for (Report.What what : Report.What.values()) {
            LocalDate day = what == Report.What.RELEASED ? LocalDate.of(2026, 3, 2) : null;
            for (int n = 0; n < Command.Begin.MAX_STARTS; n++) {
                reports.add(new Report(campaign, new Place(3, n), what, day, T.plusNanos(n * 333_333_333L)));
            }
        }
        Wake wake = Wake.of(line, reports);

        wakes().send(wake);

        assertAllArrive(List.of(wake), PATIENCE);
    }

    /** A repeated report is a separate report: its sender does not know whether the first arrived. */
    @Test
    void a_report_sent_again_after_its_arrival_arrives_again() {
        Wake wake = Wake.of(line, List.of(ended(new CampaignId(fresh), 0)));
        wakes().send(wake);
        assertAllArrive(List.of(wake), PATIENCE);

        wakes().send(wake);

        await(
                "the same report twice",
                PATIENCE,
                came -> came.stream()
                                .filter(arrival -> arrival.what().equals(wake))
                                .count()
                        >= 2);
    }
}
