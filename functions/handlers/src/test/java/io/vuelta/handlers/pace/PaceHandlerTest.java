package io.vuelta.handlers.pace;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.vuelta.adapters.sqs.SqsWakes;
import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.Report;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.pace.PaceLine;
import io.vuelta.domain.wake.Wake;
import io.vuelta.handlers.runtime.SqsEvents;
import io.vuelta.handlers.runtime.VirtualThreads;
import io.vuelta.testkit.UseCases;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.FailAt;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.FixedZones;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.RecordingCommands;
import io.vuelta.testkit.fakes.RecordingSchedules;
import io.vuelta.testkit.fakes.RecordingWakes;
import io.vuelta.testkit.fakes.TestContext;
import io.vuelta.testkit.fakes.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PaceHandlerTest {
    private static final LineId ONE = new LineId("iph_1");
    private static final LineId TWO = new LineId("iph_2");
    private static final CampaignId CAMPAIGN = new CampaignId("C1");
    private static final Instant NOW = Examples.MONDAY;

    private final InMemoryStore store = new InMemoryStore();
    private final VirtualTime clock = new VirtualTime(NOW);
    private final RecordingWakes wakes = new RecordingWakes();
    private final TestContext context = new TestContext();
    private final List<String> again = Collections.synchronizedList(new ArrayList<>());
    private final PaceHandler handler = handler();

    private PaceHandler handler() {
        PaceLine.Ports ports = new PaceLine.Ports(
                UseCases.pacing(store, _ -> {}),
                new RecordingCommands(clock),
                new RecordingSchedules(),
                wakes,
                Collection::forEach,
                clock,
                new FixedZones(),
                clock);
        PaceLine pace = new PaceLine(ports, Duration.ofMinutes(5), Duration.ofMinutes(10));
        return new PaceHandler(
                new PaceWiring(pace, (message, _) -> again.add(message.getMessageId()), new VirtualThreads()));
    }

    PaceHandlerTest() {
        store.lines().put(Examples.line(ONE));
        store.lines().put(Examples.line(TWO));
        store.campaigns().create(Examples.campaign(CAMPAIGN, ONE, CampaignStatus.ACTIVE, Examples.settings()));
    }

    private List<String> ticks(Runnable action) {
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        store.faults(Faults.beforeEach("campaigns.activeOn", () -> found.add("campaigns.activeOn")));
        action.run();
        store.faults(Faults.NONE);
        return found;
    }

    private static Stream<Wake> plain(LineId line, int count) {
        return IntStream.range(0, count).mapToObj(_ -> Wake.of(line));
    }

    @Test
    void the_wake_ups_of_one_line_are_one_tick() {
        assertThat(ticks(() -> assertThat(failed(plain(ONE, 7))).isEmpty())).hasSize(1);
        assertThat(ticks(() -> assertThat(failed(Stream.concat(plain(ONE, 4), plain(TWO, 3))))
                        .isEmpty()))
                .hasSize(2);
    }

    @Test
    void one_tick_records_the_reports_of_all_its_wake_ups() {
        claims(3);

        assertThat(failed(IntStream.range(0, 3).mapToObj(n -> Wake.of(ONE, List.of(ended(n))))))
                .isEmpty();

        OpenClaimsBook book = store.books().find(CAMPAIGN);
        assertThat(book.inFlight()).isZero();
        assertThat(book.closed()).isEqualTo(3);
    }

    @Test
    void a_wake_up_without_reports_is_not_logged() {
        assertThat(failed(plain(ONE, 2))).isEmpty();

        assertThat(context.lines()).isEmpty();
    }

    @Test
    void the_results_of_claims_are_a_metric() {
        claims(3);

        assertThat(failed(IntStream.range(0, 3).mapToObj(n -> Wake.of(ONE, List.of(ended(n))))))
                .isEmpty();

        assertThat(context.lines())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"pace\"")
                .contains("\"attempts_ended\":3", "\"attempts_unknown\":0", "\"claims_late\":0", "\"_aws\":{");
    }

    @Test
    void a_missing_claim_batch_is_logged_and_counted() {
        claims(3);
        clock.advance(Duration.ofMinutes(5));

        assertThat(failed(plain(ONE, 1))).isEmpty();

        assertThat(store.books().find(CAMPAIGN).inFlight()).isZero();
        assertThat(context.lines())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"claim_batch_missing\"")
                .contains(
                        "\"level\":\"WARN\"",
                        "\"campaign\":\"C1\",\"batch\":1,\"claims\":3,\"claim_batch_missing\":1",
                        "\"_aws\":{");
    }

    private void claims(int count) {
        LocalDate day = NOW.atZone(Examples.MEXICO_CITY).toLocalDate();
        List<ClaimBatch.Member> members = IntStream.range(0, count)
                .mapToObj(
                        n -> new ClaimBatch.Member(Examples.contact(CAMPAIGN, n).id(), 1, 1, NOW, day))
                .toList();
        ClaimBatch batch = new ClaimBatch(CAMPAIGN, 1, ONE, 0, 0, NOW, members);
        Instant look = NOW.plus(Duration.ofMinutes(5));
        assertThat(store.books().save(store.books().find(CAMPAIGN).opened(batch, ScanCursor.START, 0, NOW, look)))
                .isTrue();
    }

    private static Report ended(int index) {
        return new Report(CAMPAIGN, new Place(1, index), Report.What.ENDED, null, NOW);
    }

    /** Each waits until the other begins, so they would never end if they ran one after the other. */
    @Test
    void lines_tick_in_parallel() {
        CyclicBarrier both = new CyclicBarrier(2);
        store.faults(Faults.beforeEach("lines.current", () -> meet(both)));

        assertThat(failed(Stream.of(Wake.of(ONE), Wake.of(TWO)))).isEmpty();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the other line does not tick meanwhile", e);
        }
    }

    @Test
    void all_messages_of_a_line_fail_together_and_those_of_other_lines_do_not() {
        store.faults(FailAt.beforeNext("lines.current"));

        // m0 to m3 belong to one line, m4 to m6 to the other.
        Set<String> failed = failed(Stream.concat(plain(ONE, 4), plain(TWO, 3)));

        assertThat(failed).isIn(Set.of("m0", "m1", "m2", "m3"), Set.of("m4", "m5", "m6"));
        assertThat(again).containsExactlyInAnyOrderElementsOf(failed);
    }

    @Test
    void a_message_that_names_no_line_fails_alone() {
        SQSEvent event = event(plain(ONE, 3));
        event.getRecords().get(1).setBody("{}");

        assertThat(ticks(() -> assertThat(failed(event)).containsExactly("m1"))).hasSize(1);
    }

    @Test
    void a_full_batch_within_a_second_of_the_last_plan_is_only_recorded() {
        assertThat(failed(plain(ONE, 1))).isEmpty();
        claims(1);
        wakes.takeAll();

        assertThat(failed(Stream.concat(plain(ONE, 9), Stream.of(Wake.of(ONE, List.of(ended(0)))))))
                .isEmpty();

        assertThat(clock.instant()).as("nobody waits for the second to end").isEqualTo(NOW);
        assertThat(store.books().find(CAMPAIGN).inFlight()).isZero();
        assertThat(wakes.woken()).containsExactly(ONE);
    }

    @Test
    void a_batch_that_is_not_full_waits_until_the_line_may_be_planned_again() {
        assertThat(failed(plain(ONE, 1))).isEmpty();
        assertThat(failed(plain(ONE, 9))).isEmpty();

        assertThat(clock.instant()).isAfter(NOW);
    }

    private Set<String> failed(Stream<Wake> sentWakes) {
        return failed(event(sentWakes));
    }

    private Set<String> failed(SQSEvent event) {
        return Set.copyOf(SqsEvents.failed(handler.handleRequest(event, context)));
    }

    private static SQSEvent event(Stream<Wake> sentWakes) {
        return SqsEvents.of(sentWakes.map(SqsWakes::write).toList());
    }
}
