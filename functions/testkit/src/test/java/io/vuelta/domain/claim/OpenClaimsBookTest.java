package io.vuelta.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.attempt.Place;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.claim.Report.What;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.line.LineId;
import io.vuelta.testkit.examples.Examples;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pacer's own record of its claims. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenClaimsBookTest {
    private static final CampaignId CAMPAIGN = new CampaignId("c1");
    private static final Instant T = Examples.MONDAY;
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static ClaimBatch batch(long number, int members, LocalDate day) {
        return new ClaimBatch(
                CAMPAIGN,
                number,
                new LineId("line"),
                0,
                0,
                T,
                IntStream.range(0, members)
                        .mapToObj(n -> new ClaimBatch.Member(
                                Examples.contact(CAMPAIGN, (int) number * 100 + n)
                                        .id(),
                                1,
                                1,
                                T.plusSeconds(n),
                                day))
                        .toList());
    }

    private static OpenClaimsBook opened(OpenClaimsBook book, ClaimBatch batch) {
        return book.opened(batch, ScanCursor.START, 0, T.plusSeconds(9), T.plusSeconds(30));
    }

    private static OpenClaimsBook opened(long number, int members) {
        return opened(OpenClaimsBook.empty(CAMPAIGN), batch(number, members, TODAY));
    }

    private static Report report(long batch, int index, What what) {
        return report(batch, index, what, TODAY, T);
    }

    private static Report report(long batch, int index, What what, @Nullable LocalDate day, Instant at) {
        return new Report(CAMPAIGN, new Place(batch, index), what, what == What.RELEASED ? day : null, at);
    }

    private static OpenClaimsBook reported(OpenClaimsBook book, Report... reports) {
        OpenClaimsBook next = book;
        for (Report report : reports) {
            next = next.with(report);
        }
        return next;
    }

    // Opening

    @Test
    void an_opened_batch_is_in_flight_and_counted_on_its_day_before_any_claim() {
        OpenClaimsBook book = OpenClaimsBook.empty(CAMPAIGN)
                .opened(batch(1, 3, TODAY), new ScanCursor(2, "2a"), 4, T.plusSeconds(9), T);

        assertThat(book.inFlight()).isEqualTo(3);
        assertThat(book.unreported()).isEqualTo(3);
        assertThat(book.reservedOn(TODAY)).isEqualTo(3);
        assertThat(book.made()).isEqualTo(3);
        assertThat(book.lastBatch()).isEqualTo(1);
        assertThat(book.limits().nextStart()).isEqualTo(T.plusSeconds(9));
        assertThat(book.cursorIn(4)).isEqualTo(new ScanCursor(2, "2a"));
        assertThat(book.cursorIn(5)).as("of another cycle").isEqualTo(ScanCursor.START);
        assertThat(book.nextLook()).contains(T);
    }

    @Test
    void several_batches_add_up_and_the_earliest_look_up_is_the_next() {
        OpenClaimsBook one =
                OpenClaimsBook.empty(CAMPAIGN).opened(batch(1, 3, TODAY), ScanCursor.START, 0, T, T.plusSeconds(30));
        OpenClaimsBook two =
                one.opened(batch(2, ClaimBatch.MAX_MEMBERS, TODAY), ScanCursor.START, 0, T, T.plusSeconds(20));

        assertThat(two.inFlight()).isEqualTo(53);
        assertThat(two.nextLook()).contains(T.plusSeconds(20));
        assertThat(two.looked(2, T.plusSeconds(90)).nextLook()).contains(T.plusSeconds(30));
        assertThat(two.reservedOn(TODAY)).isEqualTo(53);
    }

    // Reports

    @ParameterizedTest
    @EnumSource(What.class)
    void a_repeated_report_counts_once(What what) {
        OpenClaimsBook once = reported(opened(1, 3), report(1, 1, what));

        assertThat(reported(once, report(1, 1, what))).isEqualTo(once);
    }

    @Test
    void each_kind_of_report_changes_the_book() {
        OpenClaimsBook book = opened(1, 5);

        OpenClaimsBook after = reported(
                book,
                report(1, 0, What.BEGUN),
                report(1, 1, What.ENDED),
                report(1, 2, What.FAILED),
                report(1, 3, What.RELEASED));

        assertThat(after.inFlight()).isEqualTo(2);
        assertThat(after.unreported()).as("of the last member nothing was said").isEqualTo(1);
        assertThat(after.closed()).isEqualTo(3);
        assertThat(after.reservedOn(TODAY)).isEqualTo(4);
        assertThat(after.endings())
                .containsExactly(new Breaker.Ended(1, 1, T, false), new Breaker.Ended(1, 2, T, true));
        assertThat(after.isOpen(new Place(1, 0))).isTrue();
        assertThat(after.isOpen(new Place(1, 1))).isFalse();
    }

    @Test
    void an_ended_claim_stays_ended_despite_any_later_report() {
        OpenClaimsBook over = reported(opened(1, 2), report(1, 0, What.ENDED));

        for (What what : What.values()) {
            assertThat(reported(over, report(1, 0, what))).isEqualTo(over);
        }
    }

    @Test
    void a_batch_whose_claims_have_all_ended_is_closed_and_later_reports_change_nothing() {
        OpenClaimsBook closed = reported(opened(1, 2), report(1, 0, What.ENDED), report(1, 1, What.RELEASED));

        assertThat(closed.open()).isEmpty();
        assertThat(closed.nextLook()).isEmpty();
        for (What what : What.values()) {
            assertThat(reported(closed, report(1, 0, what), report(1, 1, what), report(7, 0, what)))
                    .isEqualTo(closed);
        }
    }

    @Test
    void reports_of_another_campaign_or_of_no_member_of_the_batch_change_nothing() {
        OpenClaimsBook book = opened(1, 2);

        assertThat(book.with(new Report(new CampaignId("c2"), new Place(1, 0), What.ENDED, null, T)))
                .isEqualTo(book);
        assertThat(reported(book, report(1, 2, What.ENDED))).isEqualTo(book);
        assertThat(reported(book, report(1, 63, What.ENDED))).isEqualTo(book);
        assertThat(reported(book, report(1, 64, What.ENDED))).isEqualTo(book);
    }

    @Test
    void a_report_may_ask_for_an_earlier_look_up() {
        OpenClaimsBook book = opened(1, 2);

        OpenClaimsBook early = reported(book, report(1, 1, What.LOOK, null, T.plusSeconds(5)));
        assertThat(early.nextLook()).contains(T.plusSeconds(5));
        assertThat(open(early).isWanted(1)).isTrue();
        assertThat(open(early).isWanted(0)).isFalse();

        OpenClaimsBook late = reported(book, report(1, 1, What.LOOK, null, T.plusSeconds(50)));
        assertThat(late.nextLook()).as("not later than it was").contains(T.plusSeconds(30));

        assertThat(open(early.looked(1, T.plusSeconds(60))).isWanted(1)).isFalse();
        assertThat(open(reported(early, report(1, 1, What.ENDED))).isWanted(1)).isFalse();
        assertThat(reported(early, report(1, 1, What.ENDED)).inFlight()).isEqualTo(1);
    }

    private static OpenBatch open(OpenClaimsBook book) {
        return book.open().values().iterator().next();
    }

    // Days

    @Test
    void a_released_claim_is_subtracted_from_its_own_day_alone() {
        LocalDate tomorrow = TODAY.plusDays(1);
        OpenClaimsBook book = opened(opened(OpenClaimsBook.empty(CAMPAIGN), batch(1, 3, TODAY)), batch(2, 2, tomorrow));

        OpenClaimsBook after = reported(book, report(1, 0, What.RELEASED), report(2, 1, What.RELEASED, tomorrow, T));

        assertThat(after.reservedOn(TODAY)).isEqualTo(2);
        assertThat(after.reservedOn(tomorrow)).isEqualTo(1);
    }

    @Test
    void a_release_for_a_day_that_is_no_longer_kept_changes_no_day() {
        OpenClaimsBook book = opened(OpenClaimsBook.empty(CAMPAIGN), batch(1, 3, TODAY));
        book = opened(book, batch(2, 2, TODAY.plusDays(1)));
        book = opened(book, batch(3, 1, TODAY.plusDays(2)));
        book = opened(book, batch(4, 1, TODAY.plusDays(3)));
        assertThat(book.limits().reserved()).containsOnlyKeys(TODAY.plusDays(1), TODAY.plusDays(2), TODAY.plusDays(3));

        OpenClaimsBook after = reported(book, report(1, 0, What.RELEASED, TODAY, T));

        assertThat(after.limits().reserved()).isEqualTo(book.limits().reserved());
        assertThat(after.inFlight()).isEqualTo(6);
    }

    @Test
    void an_end_is_not_subtracted_from_its_day() {
        assertThat(reported(opened(1, 2), report(1, 0, What.ENDED), report(1, 1, What.FAILED))
                        .reservedOn(TODAY))
                .isEqualTo(2);
    }

    // Claims that were never made

    @Test
    void a_lost_member_was_never_claimed_and_counts_nowhere() {
        OpenClaimsBook book = opened(1, 3);

        OpenClaimsBook after = book.lost(new Place(1, 1), TODAY);

        assertThat(after.inFlight()).isEqualTo(2);
        assertThat(after.unreported()).isEqualTo(2);
        assertThat(after.made()).isEqualTo(2);
        assertThat(after.closed()).isZero();
        assertThat(after.reservedOn(TODAY)).isEqualTo(2);
        assertThat(after.endings()).isEmpty();
        assertThat(after.lost(new Place(1, 1), TODAY)).isEqualTo(after);
        assertThat(reported(after, report(1, 1, What.ENDED))).isEqualTo(after);
        assertThat(after.lost(new Place(9, 0), TODAY)).isEqualTo(after);
    }

    // Endings

    @Test
    void only_the_latest_endings_that_the_breaker_needs_are_kept() {
        OpenClaimsBook book = OpenClaimsBook.empty(CAMPAIGN);
        for (int batch = 1; batch <= 3; batch++) {
            book = opened(book, batch(batch, ClaimBatch.MAX_MEMBERS, TODAY));
            for (int n = 0; n < ClaimBatch.MAX_MEMBERS; n++) {
                book = reported(book, report(batch, n, n % 2 == 0 ? What.ENDED : What.FAILED));
            }
        }

        assertThat(book.endings()).hasSize(Breaker.MAX_JUDGED);
        assertThat(book.endings().getFirst()).isEqualTo(new Breaker.Ended(3, 0, T, false));
        assertThat(book.endings().getLast()).isEqualTo(new Breaker.Ended(3, 49, T, true));
        assertThat(book.closed()).isEqualTo(150).isEqualTo(book.made());
        assertThat(book.open()).isEmpty();
    }

    // In any order

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    /** Each claim's reports, in the order of the events; most claims report their end. */
    private static List<Report> happens(Random random, ClaimBatch batch, int index) {
        LocalDate day = batch.members().get(index).day();
        List<Report> reports = new ArrayList<>();
        int n = (int) batch.number();
        if (random.nextInt(3) == 0) {
            reports.add(report(n, index, What.RELEASED, day, T));
            return reports;
        }
        reports.add(report(n, index, What.BEGUN));
        if (random.nextBoolean()) {
            reports.add(report(n, index, What.LOOK, null, T.plusSeconds(random.nextInt(60))));
        }
        reports.add(report(n, index, random.nextBoolean() ? What.ENDED : What.FAILED));
        return reports;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void repeated_reports_in_any_order_give_the_same_book(long seed) {
        Random random = new Random(seed);
        OpenClaimsBook opened = OpenClaimsBook.empty(CAMPAIGN);
        List<Report> reports = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            ClaimBatch batch = batch(number, 1 + random.nextInt(12), TODAY.plusDays(random.nextInt(2)));
            opened = opened(opened, batch);
            for (int n = 0; n < batch.members().size(); n++) {
                reports.addAll(happens(random, batch, n));
            }
        }
        OpenClaimsBook inOrder = reported(opened, reports.toArray(Report[]::new));

        List<Report> shuffled = new ArrayList<>(reports);
        for (Report report : reports) {
            shuffled.addAll(Collections.nCopies(random.nextInt(3), report));
        }
        Collections.shuffle(shuffled, random);
        OpenClaimsBook after = reported(opened, shuffled.toArray(Report[]::new));

        assertThat(after).usingRecursiveComparison().ignoringFields("endings").isEqualTo(inOrder);
        assertThat(after.endings()).containsExactlyInAnyOrderElementsOf(inOrder.endings());
        assertThat(after.inFlight()).isZero();
        assertThat(after.closed()).isEqualTo(after.made());
    }

    /** Reports may be late, repeated or lost: a place is free only after its claim is over. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_counts_of_in_flight_and_reserved_are_never_too_low(long seed) {
        Random random = new Random(seed);
        OpenClaimsBook book = OpenClaimsBook.empty(CAMPAIGN);
        Map<Place, LocalDate> underWay = new HashMap<>();
        Map<LocalDate, Integer> spent = new HashMap<>();
        List<Report> onTheirWay = new ArrayList<>();
        long lastBatch = 0;
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    ClaimBatch batch = batch(++lastBatch, 1 + random.nextInt(5), TODAY.plusDays(i / 150));
                    book = opened(book, batch);
                    for (int n = 0; n < batch.members().size(); n++) {
                        underWay.put(batch.place(n), batch.members().get(n).day());
                        spent.merge(batch.members().get(n).day(), 1, Integer::sum);
                    }
                }
                case 1, 2 -> {
                    List<Place> all = List.copyOf(underWay.keySet());
                    if (!all.isEmpty()) {
                        Place place = all.get(random.nextInt(all.size()));
                        LocalDate day = underWay.remove(place);
                        boolean released = random.nextInt(3) == 0;
                        spent.merge(day, released ? -1 : 0, Integer::sum);
                        onTheirWay.add(new Report(
                                CAMPAIGN, place, released ? What.RELEASED : What.ENDED, released ? day : null, T));
                    }
                }
                default -> {
                    if (!onTheirWay.isEmpty()) {
                        int n = random.nextInt(onTheirWay.size());
                        book = book.with(random.nextBoolean() ? onTheirWay.get(n) : onTheirWay.remove(n));
                    }
                }
            }
            assertThat(book.inFlight()).isGreaterThanOrEqualTo(underWay.size());
            for (LocalDate day : spent.keySet()) {
                assertThat(book.reservedOn(day)).isGreaterThanOrEqualTo(spent.getOrDefault(day, 0));
            }
        }
        for (Report report : onTheirWay) {
            book = book.with(report);
        }
        assertThat(book.inFlight()).isEqualTo(underWay.size());
        for (LocalDate day : spent.keySet()) {
            assertThat(book.reservedOn(day)).isEqualTo(spent.get(day));
        }
    }

    // One open batch

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 49, 50})
    void every_member_of_a_batch_has_a_bit_of_its_own(int size) {
        OpenBatch batch = OpenBatch.of(size, T);
        for (int n = 0; n < size; n++) {
            assertThat(batch.isOver(n)).isFalse();
            assertThat(batch.isClosed()).isFalse();
            batch = batch.begun(n);
            assertThat(batch.unreported()).isEqualTo(size - n - 1);
            assertThat(batch.open()).isEqualTo(size - n);
            batch = batch.over(n);
            assertThat(batch.isOver(n)).isTrue();
            assertThat(batch.open()).isEqualTo(size - n - 1);
        }
        assertThat(batch.isClosed()).isTrue();
    }

    @Test
    void a_batch_is_marked_as_sent_until_it_is_closed() {
        OpenClaimsBook book = opened(1, 2);
        assertThat(open(book).sent()).isFalse();

        OpenClaimsBook sent = reported(book.sent(1), report(1, 0, What.ENDED));

        assertThat(open(sent).sent()).isTrue();
        OpenClaimsBook closed = reported(sent, report(1, 1, What.ENDED));
        assertThat(closed.sent(1)).isEqualTo(closed);
        assertThat(closed.looked(1, T.plus(Duration.ofDays(1)))).isEqualTo(closed);
    }

    /** Kiritimati is 25 hours ahead of Pago Pago: at 10:30 UTC one has a date that is two days after the other's. */
    @Test
    void the_day_of_any_time_zone_is_counted_after_days_of_other_zones() {
        OpenClaimsBook book = opened(OpenClaimsBook.empty(CAMPAIGN), batch(1, 2, TODAY.minusDays(7)));
        book = opened(book, batch(2, 4, TODAY));
        book = opened(book, batch(3, 3, TODAY.plusDays(1)));

        book = opened(book, batch(4, 2, TODAY.minusDays(1)));

        assertThat(book.reservedOn(TODAY.minusDays(1))).isEqualTo(2);
        assertThat(book.reservedOn(TODAY)).isEqualTo(4);
        assertThat(book.reservedOn(TODAY.plusDays(1))).isEqualTo(3);
        assertThat(book.reservedOn(TODAY.minusDays(7))).as("no longer kept").isZero();
    }

    @Test
    void a_batch_whose_members_cannot_be_read_is_closed_with_all_its_claims() {
        OpenClaimsBook book = opened(OpenClaimsBook.empty(CAMPAIGN), batch(1, 3, TODAY));
        book = book.with(new Report(CAMPAIGN, new Place(1, 0), What.ENDED, null, T));

        OpenClaimsBook closed = book.closedUnread(1);

        assertThat(closed.inFlight()).isZero();
        assertThat(closed.made()).isEqualTo(3);
        assertThat(closed.closed()).isEqualTo(3);
        assertThat(closed.reservedOn(TODAY)).as("the day's limit").isEqualTo(3);
        assertThat(closed.closedUnread(1)).isEqualTo(closed);
    }
}
