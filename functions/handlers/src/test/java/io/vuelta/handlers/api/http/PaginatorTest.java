package io.vuelta.handlers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.contact.ScanCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaginatorTest {
    /** Numbers by partition, as in a store. */
    private final List<List<Integer>> shards = new ArrayList<>();

    private int looked;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pages_have_every_match_once_in_order_and_are_the_same_backwards(int seed) {
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
    void a_request_reads_a_limited_number_of_entries_and_returns_a_cursor() {
        for (int shard = 0; shard < ScanCursor.SHARDS; shard++) {
            shards.add(
                    IntStream.range(shard * 1_000, (shard + 1) * 1_000).boxed().toList());
        }
        Paginator<Integer> walk = new Paginator<>(new Shards());

        Paginator.Page<Integer> first = walk.page(from(ScanCursor.START, 10), entry -> entry == 15_999);
        assertThat(first.entries()).isEmpty();
        assertThat(first.next()).isPresent();
        assertThat(looked).isBetween(Paginator.MAX_LOOKED_AT - 300, Paginator.MAX_LOOKED_AT + 300);

        Paginator.Page<Integer> page = first;
        List<Integer> found = new ArrayList<>();
        while (page.next().isPresent()) {
            page = walk.page(from(page.next().get(), 10), entry -> entry == 15_999);
            found.addAll(page.entries());
        }
        assertThat(found).containsExactly(15_999);
    }

    /** A page size; often one that fills the pages exactly, because errors of the last page occur there. */
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
        Paginator<Integer> walk = new Paginator<>(new Shards());
        List<List<Integer>> pages = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        Paginator.Page<Integer> page = page(walk, from(ScanCursor.START, limit), wanted);
        assertThat(page.previous()).isEmpty();
        while (true) {
            seen.addAll(page.entries());
            pages.add(page.entries());
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            looked = 0;
            if (page.next().isPresent() && page.entries().size() < limit) {
                throw new AssertionError("a short page before the end, after " + seen.size() + " of " + total);
            }
            assertThat(page.next().isPresent()).isEqualTo(seen.size() < total);
            if (page.next().isEmpty()) {
                break;
            }
            page = page(walk, from(page.next().get(), limit), wanted);
            assertThat(page.previous()).isPresent();
        }
        assertThat(pagesBack(walk, page, limit, wanted)).isEqualTo(pages);
        return seen;
    }

    /** The pages in forward order, read backwards from the last one. */
    private static List<List<Integer>> pagesBack(
            Paginator<Integer> walk, Paginator.Page<Integer> last, int limit, Optional<Predicate<Integer>> wanted) {
        List<List<Integer>> pages = new ArrayList<>(List.of(last.entries()));
        Paginator.Page<Integer> page = last;
        while (page.previous().isPresent()) {
            Paginator.Page<Integer> before = page(walk, upTo(page.previous().get(), limit), wanted);
            assertThat(before.next()).isPresent();
            assertThat(page(walk, from(before.next().get(), limit), wanted).entries())
                    .as("the page after the page before")
                    .isEqualTo(page.entries());
            page = before;
            pages.addFirst(page.entries());
        }
        return pages;
    }

    private static Paginator.Page<Integer> page(
            Paginator<Integer> walk, PageRequest request, Optional<Predicate<Integer>> wanted) {
        return wanted.isPresent() ? walk.page(request, wanted.get()) : walk.page(request);
    }

    private static PageRequest from(ScanCursor at, int limit) {
        return new PageRequest(limit, new PageRequest.Start.At(matched(at)));
    }

    private static PageRequest upTo(ScanCursor at, int limit) {
        return new PageRequest(limit, new PageRequest.Start.Before(matched(at)));
    }

    private static Matcher matched(ScanCursor at) {
        Matcher position = Pattern.compile("([0-9]+):(.*)").matcher(at.shard() + ":" + at.after());
        assertThat(position.matches()).isTrue();
        return position;
    }

    private final class Shards implements Paginator.Reader<Integer> {
        @Override
        public Paginator.Piece<Integer> after(ScanCursor from, int limit) {
            List<Integer> entries = shards.get(from.shard());
            int start = place(entries, from);
            int end = Math.min(entries.size(), start + limit);
            looked += end - start;
            ScanCursor next = end == entries.size()
                    ? from.nextShard()
                    : new ScanCursor(from.shard(), entries.get(end - 1).toString());
            return new Paginator.Piece<>(entries.subList(start, end), next);
        }

        @Override
        public Paginator.Piece<Integer> upTo(ScanCursor to, int limit) {
            int shard = to.after().isEmpty() ? to.shard() - 1 : to.shard();
            List<Integer> entries = shards.get(shard);
            int end = to.after().isEmpty() ? entries.size() : place(entries, to);
            int start = Math.max(0, end - limit);
            looked += end - start;
            ScanCursor next = new ScanCursor(
                    shard, start == 0 ? "" : entries.get(start - 1).toString());
            return new Paginator.Piece<>(entries.subList(start, end).reversed(), next);
        }

        /** The number of entries before the position. */
        private int place(List<Integer> entries, ScanCursor at) {
            return at.after().isEmpty() ? 0 : entries.indexOf(Integer.valueOf(at.after())) + 1;
        }
    }
}
