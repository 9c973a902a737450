package io.vuelta.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.ClaimBatch;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.claim.OpenClaimsBooks;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of the store of pacing books: a book is read as it was written, and is written on condition of the
 * version that was read.
 */
public abstract class BooksContract extends StoreContract {
    private OpenClaimsBooks books() {
        return store().pacing().books();
    }

    private OpenClaimsBook saved(OpenClaimsBook next) {
        assertThat(unlessBusy(() -> books().save(next))).isTrue();
        return book();
    }

    private OpenClaimsBook rich(@Nullable Waiting waiting) {
        return new OpenClaimsBook(
                campaign,
                1_234_567_890_123L,
                new OpenClaimsBook.Pass(new ScanCursor(15, "f0123456789abcdef0123456789abcde"), 12),
                new OpenClaimsBook.LimitUse(
                        NOW.plusMillis(1), new TreeMap<>(Map.of(TODAY, 10_000, TODAY.minusDays(1), 3))),
                waiting,
                IntStream.range(0, Breaker.MAX_JUDGED)
                        .mapToObj(n -> new Breaker.Ended(1_000_000_000_000L + n, n, NOW.plusMillis(n), n % 2 == 0))
                        .toList(),
                5_000_000_000L,
                4_999_999_999L,
                77,
                new OpenClaimsBook.Recount(78, 12, new ScanCursor(3, "3a"), 79),
                new TreeMap<>(Map.of(
                        1_234_567_890_122L,
                        new OpenBatch(
                                ClaimBatch.MAX_MEMBERS, (1L << 49) | 1, (1L << 49) | 3, 6, true, NOW.plusMillis(5)),
                        1_234_567_890_123L,
                        new OpenBatch(1, 0, 0, 0, false, NOW.plusMillis(6)))),
                0);
    }

    @Test
    void a_campaign_without_a_stored_book_has_an_empty_one() {
        assertThat(book()).isEqualTo(OpenClaimsBook.empty(campaign));
    }

    @Test
    void any_book_is_read_as_it_was_written() {
        OpenClaimsBook rich = rich(new Waiting(Waiting.Reason.WINDOW, NOW.plusMillis(9)));

        assertThat(saved(rich)).isEqualTo(rich.written());

        OpenClaimsBook empty = new OpenClaimsBook(
                campaign,
                0,
                new OpenClaimsBook.Pass(ScanCursor.START, 0),
                new OpenClaimsBook.LimitUse(null, new TreeMap<>()),
                null,
                List.of(),
                0,
                0,
                0,
                new OpenClaimsBook.Recount(0, 0, ScanCursor.END, 0),
                new TreeMap<>(),
                1);
        assertThat(saved(empty)).isEqualTo(empty.written());
    }

    @ParameterizedTest
    @EnumSource(Waiting.Reason.class)
    void the_reason_for_waiting_is_stored(Waiting.Reason reason) {
        Waiting forGood = new Waiting(reason, null);

        assertThat(saved(rich(forGood)).waiting()).isEqualTo(forGood);
        assertThat(saved(book().waiting(null)).waiting()).isNull();
    }

    @Test
    void the_fault_of_the_line_and_the_number_of_awaited_answers_are_stored() {
        Waiting error = Waiting.lineError(NOW, "HTTP_503");
        Waiting answers = Waiting.answers(7, NOW);

        assertThat(saved(rich(error)).waiting()).isEqualTo(error);
        assertThat(saved(book().waiting(answers)).waiting()).isEqualTo(answers);
    }

    @Test
    void a_book_changed_after_the_read_is_not_overwritten() {
        OpenClaimsBook read = book();
        OpenClaimsBook first = saved(read.waiting(new Waiting(Waiting.Reason.NO_CONTACTS, null)));

        assertThat(books().save(read.plannedIn(3))).isFalse();
        assertThat(books().save(first.written().plannedIn(3)))
                .as("not there yet")
                .isFalse();

        assertThat(book()).isEqualTo(first);
    }

    @Test
    void a_repeated_write_of_a_stored_book_succeeds() {
        // More precise than a store may keep.
        Instant fine = NOW.plusNanos(1_234_567);
        OpenClaimsBook next = book().opened(batch(), ScanCursor.START, 0, fine.plusNanos(333_333_333), fine)
                .waiting(new Waiting(Waiting.Reason.LINE_RATE, fine));
        OpenClaimsBook written = saved(next);

        assertThat(saved(next)).isEqualTo(written);
        assertThat(written.version()).isEqualTo(1);
    }

    private ClaimBatch batch() {
        return new ClaimBatch(
                campaign,
                1,
                line,
                0,
                0,
                NOW,
                List.of(new ClaimBatch.Member(loaded().id(), 1, 1, NOW, LocalDate.of(2026, 3, 2))));
    }

    @Test
    void only_one_of_eight_concurrent_writes_of_a_book_succeeds() {
        OpenClaimsBook read = saved(rich(null));
        AtomicInteger epoch = new AtomicInteger();

        List<Boolean> saved = atOnce(8, () -> unlessBusy(() -> books().save(read.plannedIn(epoch.incrementAndGet()))));

        assertThat(saved).containsOnlyOnce(true);
        assertThat(book().version()).isEqualTo(read.version() + 1);
    }

    @Test
    void each_campaign_has_its_own_book() {
        saved(rich(null));

        CampaignId other = new CampaignId(fresh + "-other");
        assertThat(books().find(other)).isEqualTo(OpenClaimsBook.empty(other));
    }
}
