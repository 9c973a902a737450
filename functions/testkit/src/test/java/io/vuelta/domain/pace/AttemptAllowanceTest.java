package io.vuelta.domain.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.CampaignSettings;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.domain.campaign.Intake;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.campaign.Waiting.Reason;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.ScanCursor;
import io.vuelta.domain.line.Capacity;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.LinePace;
import io.vuelta.domain.line.Outage;
import io.vuelta.domain.window.DayHours;
import io.vuelta.domain.window.WeeklySchedule;
import io.vuelta.testkit.examples.Examples;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttemptAllowanceTest {
    private static final LineId LINE = new LineId("line");
    private static final Instant NOW = Examples.MONDAY;
    private static final Instant HORIZON = NOW.plusSeconds(15);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T06:00:00Z");
    private static final LinePace FREE = LinePace.fresh(LINE);

    private static Waiters waiters(long queue, long done) {
        return new Waiters(queue, queue, queue + done);
    }

    /** A book with this number in flight, and this number counted on this day. */
    private static OpenClaimsBook book(int inFlight, int sent, @Nullable Instant nextStart) {
        SortedMap<Long, OpenBatch> open = new TreeMap<>();
        for (long n = 1; n <= inFlight; n++) {
            open.put(n, new OpenBatch(1, 0, 0, 0, true, NOW));
        }
        OpenClaimsBook none = OpenClaimsBook.empty(new CampaignId("c1"));
        return new OpenClaimsBook(
                none.campaign(),
                inFlight,
                new OpenClaimsBook.Pass(ScanCursor.START, 0),
                new OpenClaimsBook.LimitUse(nextStart, new TreeMap<>(Map.of(TODAY, sent))),
                null,
                List.of(),
                inFlight,
                0,
                0,
                none.recount(),
                open,
                0);
    }

    private static final OpenClaimsBook NOTHING = book(0, 0, null);

    private static AttemptAllowance allowance(
            CampaignSettings settings, OpenClaimsBook book, int loading, Waiters waiters, LinePace pace, Instant now) {
        return AttemptAllowance.of(
                Examples.campaign(new CampaignId("c1"), LINE, CampaignStatus.ACTIVE, settings),
                book,
                new Intake(loading, 0, 0),
                waiters,
                pace,
                Integer.MAX_VALUE,
                now,
                now.plusSeconds(15));
    }

    private static AttemptAllowance allowance(CampaignSettings settings, OpenClaimsBook book) {
        return allowance(settings, book, 0, waiters(9, 0), FREE, NOW);
    }

    private static AttemptAllowance closed(Reason reason, @Nullable Instant until) {
        return new AttemptAllowance.Closed(new Waiting(reason, until));
    }

    @Test
    void without_any_contact_the_campaign_waits_for_contacts() {
        assertThat(allowance(Examples.settings(), NOTHING, 0, waiters(0, 0), FREE, NOW))
                .isEqualTo(closed(Reason.NO_CONTACTS, null));
    }

    @Test
    void without_waiting_contacts_the_campaign_is_drained_unless_contacts_arrive() {
        Waiters done = waiters(0, 3);
        assertThat(allowance(Examples.settings(), book(0, 3, null), 0, done, FREE, NOW))
                .isEqualTo(new AttemptAllowance.Drained());
        assertThat(allowance(Examples.settings(), book(0, 3, null), 1, done, FREE, NOW))
                .isEqualTo(closed(Reason.NO_CONTACTS, null));
        assertThat(allowance(Examples.settings(), book(1, 3, null), 1, done, FREE, NOW))
                .as("an attempt is under way")
                .isEqualTo(new AttemptAllowance.Drained());
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,false", "1,false"})
    void before_its_start_the_campaign_is_closed(int secondsPast, boolean closed) {
        AttemptAllowance allowance =
                allowance(Examples.with().startAt(NOW.minusSeconds(secondsPast)).build(), NOTHING);

        assertThat(allowance.equals(closed(Reason.SCHEDULED_START, NOW.plusSeconds(1))))
                .isEqualTo(closed);
    }

    @Test
    void outside_the_window_the_campaign_is_closed_until_the_next_opening() {
        CampaignSettings settings = Examples.with()
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("09:01", "10:00"))))
                .build();

        assertThat(allowance(settings, NOTHING)).isEqualTo(closed(Reason.WINDOW, NOW.plusSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"RATE,LINE_RATE,1,true", "ERROR,LINE_ERROR,1,true", "RATE,LINE_RATE,0,false"})
    void a_blocked_line_closes_the_campaign(LinePace.Block block, Reason reason, int seconds, boolean closed) {
        Instant until = NOW.plusSeconds(seconds);
        LinePace blocked =
                new LinePace(LINE, null, null, until, block, 0, null, Capacity.UNKNOWN, Outage.NONE, 0, null);

        assertThat(allowance(Examples.settings(), NOTHING, 0, waiters(1, 0), blocked, NOW)
                        .equals(closed(reason, until)))
                .isEqualTo(closed);
    }

    @ParameterizedTest
    @CsvSource({"4,1", "5,0", "6,0"})
    void the_daily_limit_allows_the_attempts_not_yet_made(int sent, int most) {
        AttemptAllowance allowance =
                allowance(Examples.with().messageLimit(5).concurrency(9).build(), book(0, sent, null));

        assertThat(allowance)
                .isEqualTo(
                        most == 0
                                ? closed(Reason.DAILY_LIMIT, MIDNIGHT)
                                : new AttemptAllowance.Open(most, NOW, HORIZON));
    }

    @ParameterizedTest
    @CsvSource({"2,1", "3,0", "4,0"})
    void the_concurrency_allows_the_places_not_in_use(int inFlight, int most) {
        AttemptAllowance allowance = allowance(Examples.with().concurrency(3).build(), book(inFlight, 0, null));

        assertThat(allowance)
                .isEqualTo(
                        most == 0 ? closed(Reason.CONCURRENCY, null) : new AttemptAllowance.Open(most, NOW, HORIZON));
    }

    @Test
    void the_allowance_is_at_most_the_number_of_waiting_contacts() {
        assertThat(allowance(Examples.with().concurrency(50).build(), NOTHING))
                .isEqualTo(new AttemptAllowance.Open(9, NOW, HORIZON));
    }

    @Test
    void the_throttle_counts_from_the_previous_attempt() {
        assertThat(allowance(Examples.settings(), book(0, 0, NOW.plusSeconds(4))))
                .isEqualTo(new AttemptAllowance.Open(1, NOW.plusSeconds(4), HORIZON));
        assertThat(allowance(Examples.settings(), book(0, 0, NOW.minusSeconds(4))))
                .isEqualTo(new AttemptAllowance.Open(1, NOW, HORIZON));
    }

    @Test
    void a_plan_ends_at_local_midnight_or_where_the_window_does() {
        Instant late = MIDNIGHT.minusSeconds(3);
        assertThat(allowance(Examples.settings(), NOTHING, 0, waiters(1, 0), FREE, late))
                .isEqualTo(new AttemptAllowance.Open(1, late, MIDNIGHT));
        CampaignSettings settings = Examples.with()
                .window(new WeeklySchedule(Map.of(DayOfWeek.MONDAY, DayHours.of("08:00", "23:59"))))
                .build();
        Instant closing = MIDNIGHT.minusSeconds(63);
        assertThat(allowance(settings, NOTHING, 0, waiters(1, 0), FREE, closing))
                .isEqualTo(new AttemptAllowance.Open(1, closing, MIDNIGHT.minusSeconds(60)));
    }
}
