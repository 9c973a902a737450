package io.vuelta.adapters.libphonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.vuelta.domain.phone.NumberReader.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Generated numbers of all regions, read by the fast path and by the library. {@code mvn -q -Pnumbers -pl
 * functions/adapters -am} does it with ten million, and prints the share of valid plain numbers that the fast path has
 * read, by region.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShortWayTest {
    private static final String HOW_MANY = "numbers";
    private static final long FEW = 30_000;
    private static final long PART = 10_000;
    private static final Pattern PLAIN = Pattern.compile("\\+?[0-9]+");

    private static final Reading INVALID = new Reading.Unreadable("INVALID_PHONE_NUMBER");

    private final CanonicalNumbers numbers = new CanonicalNumbers();
    private final PlainNumbers shortWay = new PlainNumbers(PhoneNumberUtil.getInstance());

    @Test
    void the_short_way_reads_a_number_as_the_library_does_or_not_at_all() {
        long count = Long.getLong(HOW_MANY, FEW);
        Tally tally = LongStream.range(0, count / PART)
                .parallel()
                .mapToObj(this::part)
                .reduce(new Tally(0, List.of(), Map.of()), Tally::and);
        if (System.getProperty(HOW_MANY) != null) {
            System.out.println(tally.report());
        }
        assertThat(tally.differences()).isEmpty();
        // Without these numbers the test would have compared nothing.
        assertThat(tally.rate("MX")).isGreaterThan(0.9);
        assertThat(tally.rate("US")).isGreaterThan(0.9);
    }

    private Tally part(long seed) {
        RandomNumbers written = new RandomNumbers(seed);
        List<String> differences = new ArrayList<>();
        Map<String, Hits> hits = new TreeMap<>();
        for (int i = 0; i < PART; i++) {
            RandomNumbers.Written each = written.next();
            Reading reference = numbers.readByLibrary(each.text(), each.region());
            Optional<Reading> read = shortWay.read(each.text(), each.region());
            if (!read.orElse(reference).equals(reference)) {
                differences.add(
                        "seed " + seed + ": " + each + " is read " + read.get() + ", by the library " + reference);
            }
            if (PLAIN.matcher(each.text()).matches() && isForShortWay(reference)) {
                hits.merge(each.home(), new Hits(1, read.isPresent() ? 1 : 0), Hits::and);
            }
        }
        return new Tally(PART, differences, hits);
    }

    /**
     * Whether the fast path must read the number: only the library path reads prefixes for calls abroad of other
     * regions.
     */
    private static boolean isForShortWay(Reading reference) {
        return !reference.equals(INVALID)
                && !(reference instanceof Reading.Repaired repaired
                        && repaired.repair().equals("INTERNATIONAL_PREFIX"));
    }

    /**
     * Valid numbers in plain digits.
     *
     * @param read the number of these that the fast path has read
     */
    private record Hits(long valid, long read) {
        Hits and(Hits more) {
            return new Hits(valid + more.valid, read + more.read);
        }

        double rate() {
            return (double) read / valid;
        }
    }

    private record Tally(long numbers, List<String> differences, Map<String, Hits> byHome) {
        Tally and(Tally more) {
            List<String> all = new ArrayList<>(differences);
            all.addAll(more.differences);
            Map<String, Hits> hits = new TreeMap<>(byHome);
            more.byHome.forEach((home, some) -> hits.merge(home, some, Hits::and));
            return new Tally(numbers + more.numbers, all, hits);
        }

        double rate(String home) {
            return byHome.getOrDefault(home, new Hits(1, 0)).rate();
        }

        String report() {
            Hits all = byHome.values().stream().reduce(new Hits(0, 0), Hits::and);
            StringBuilder report = new StringBuilder(
                    "%,d numbers, %,d differences; %,d valid in plain digits, %.1f %% of them read the short way%n"
                            .formatted(numbers, differences.size(), all.valid, 100 * all.rate()));
            byHome.forEach((home, hits) -> report.append("%s %.1f%n".formatted(home, 100 * hits.rate())));
            return report.toString();
        }
    }
}
