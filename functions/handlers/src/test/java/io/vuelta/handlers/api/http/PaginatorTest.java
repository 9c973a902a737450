package io.vuelta.handlers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.contact.ScanCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaginatorTest {
    /** Numbers by partition, as a store would hold them. */
    private final List<List<Integer>> shards = new ArrayList<>();

    private int looked;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pages_hold_everything_that_is_wanted_once_in_order_and_only_the_last_may_be_short(int seed) {
        Random random = new Random(seed);
        int most = random.nextBoolean() ? 3 : 400;
        int filled = 1 + random.nextInt(ScanCursor.SHARDS);
        int number = 0;
        for (int shard = 0; shard < ScanCursor.SHARDS; shard++) {
            List<Integer> entries = new ArrayList<>();
            int size = shard >= filled || random.nextInt(3) == 0 ? 0 : random.nextInt(most);
            while (entries.size() < size) {
                entries.add(number++);
            }
            shards.add(entries);
        }
        int modulus = 1 + random.nextInt(4);
        Predicate<Integer> wanted = entry -> entry % modulus == 0;
        List<Integer> expected =
                IntStream.range(0, number).boxed().filter(wanted).toList();
        List<Integer> all = IntStream.range(0, number).boxed().toList();

        assertThat(pages(limit(random, expected.size()), Optional.of(wanted), expected.size()))
                .isEqualTo(expected);
        assertThat(pages(limit(random, all.size()), Optional.empty(), all.size()))
                .isEqualTo(all);
    }

    @Test
    void a_request_looks_at_so_much_and_then_says_where_to_go_on() {
        for (int shard = 0; shard < ScanCursor.SHARDS; shard++) {
            shards.add(
                    IntStream.range(shard * 1_000, (shard + 1) * 1_000).boxed().toList());
        }
        Paginator<Integer> walk = new Paginator<>(this::read);

        Paginator.Page<Integer> first = walk.page(ScanCursor.START, 10, entry -> entry == 15_999);
        assertThat(first.entries()).isEmpty();
        assertThat(first.next()).isPresent();
        assertThat(looked).isBetween(Paginator.MAX_LOOKED_AT - 300, Paginator.MAX_LOOKED_AT + 300);

        Paginator.Page<Integer> page = first;
        List<Integer> found = new ArrayList<>();
        while (page.next().isPresent()) {
            page = walk.page(page.next().get(), 10, entry -> entry == 15_999);
            found.addAll(page.entries());
        }
        assertThat(found).containsExactly(15_999);
    }

    /** Often one that fills its pages exactly: that is where the last page is mistaken. */
    private static int limit(Random random, int total) {
        int limit = 1 + random.nextInt(100);
        if (random.nextBoolean()) {
            return limit;
        }
        while (total % limit != 0) {
            limit--;
        }
        return limit;
    }

    private List<Integer> pages(int limit, Optional<Predicate<Integer>> wanted, int total) {
        Paginator<Integer> walk = new Paginator<>(this::read);
        List<Integer> seen = new ArrayList<>();
        Optional<ScanCursor> at = Optional.of(ScanCursor.START);
        while (at.isPresent()) {
            Paginator.Page<Integer> page =
                    wanted.isPresent() ? walk.page(at.get(), limit, wanted.get()) : walk.page(at.get(), limit);
            seen.addAll(page.entries());
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            looked = 0;
            if (page.next().isPresent() && page.entries().size() < limit) {
                throw new AssertionError("a short page before the end, after " + seen.size() + " of " + total);
            }
            assertThat(page.next().isPresent()).isEqualTo(seen.size() < total);
            at = page.next();
        }
        return seen;
    }

    private Paginator.Piece<Integer> read(ScanCursor from, int limit) {
        List<Integer> entries = shards.get(from.shard());
        int start = from.after().isEmpty() ? 0 : entries.indexOf(Integer.valueOf(from.after())) + 1;
        int end = Math.min(entries.size(), start + limit);
        looked += end - start;
        ScanCursor next = end == entries.size()
                ? from.nextShard()
                : new ScanCursor(from.shard(), entries.get(end - 1).toString());
        return new Paginator.Piece<>(entries.subList(start, end), next);
    }
}
