package io.vuelta.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.claim.OpenBatch;
import io.vuelta.domain.claim.OpenClaimsBook;
import io.vuelta.domain.contact.ScanCursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BookItemTest {
    private static final CampaignId CAMPAIGN = new CampaignId("01JQ3W8Z6V9M2K4T7X5C0R8YHB");
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123Z");
    private static final String HASH = "0123456789abcdef0123456789abcdef";

    /** A book with all fields in use, and batches whose members ended in any order. */
    private static OpenClaimsBook book(Random random, int endings, int open) {
        List<Breaker.Ended> ended = new ArrayList<>();
        for (int i = 0; i < endings; i++) {
            ended.add(new Breaker.Ended(
                    120_000 + random.nextInt(60),
                    random.nextInt(50),
                    NOW.plusMillis(random.nextInt(120_000)),
                    random.nextBoolean()));
        }
        TreeMap<Long, OpenBatch> batches = new TreeMap<>();
        for (int i = 0; i < open; i++) {
            long all = (1L << 50) - 1;
            long over = random.nextLong() & all;
            long reported = over | (random.nextLong() & all);
            long wanted = random.nextInt(10) == 0 ? 1L << random.nextInt(50) : 0;
            batches.put(
                    120_000L + i,
                    new OpenBatch(
                            50, over, reported, wanted, random.nextBoolean(), NOW.plusMillis(random.nextInt(900_000))));
        }
        TreeMap<LocalDate, Integer> reserved = new TreeMap<>();
        reserved.put(LocalDate.of(2026, 3, 1), 10_000);
        reserved.put(LocalDate.of(2026, 3, 2), 9_999);
        return new OpenClaimsBook(
                CAMPAIGN,
                120_060,
                new OpenClaimsBook.Pass(new ScanCursor(15, HASH), 7),
                new OpenClaimsBook.LimitUse(NOW.plusSeconds(1), reserved),
                new Waiting(Waiting.Reason.SCHEDULED_START, NOW.plusSeconds(600)),
                ended,
                1_000_000,
                999_000,
                123,
                new OpenClaimsBook.Recount(122, 7, new ScanCursor(3, HASH), 500_000),
                batches,
                4_000_000);
    }

    private static OpenClaimsBook roundTrip(OpenClaimsBook book) {
        return BookItem.read(CAMPAIGN, new ItemReader(BookItem.of(book, book.version())));
    }

    @Test
    void fifty_endings_and_sixty_open_batches_are_less_than_2_KB() {
        for (long seed = 0; seed < 100; seed++) {
            Map<String, AttributeValue> item = BookItem.of(book(new Random(seed), 50, 60), 1);
            assertThat(ItemSize.of(item)).as("seed " + seed).isLessThanOrEqualTo(2_048);
        }
    }

    @Test
    void a_book_is_read_as_it_was_written() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            OpenClaimsBook book = book(random, random.nextInt(51), random.nextInt(61));
            assertThat(roundTrip(book)).as("seed " + seed).isEqualTo(book);
        }
    }

    @Test
    void an_empty_book_is_read_as_it_was_written() {
        assertThat(roundTrip(OpenClaimsBook.empty(CAMPAIGN))).isEqualTo(OpenClaimsBook.empty(CAMPAIGN));
    }
}
