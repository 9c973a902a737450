package io.vuelta.adapters.libphonenumber;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time zones of telephone numbers by their first digits, from the table {@code areas.txt}, which names its sources.
 * The table has only names of zones; their rules come from the JDK. Immutable.
 */
final class AreaZones {
    private static final String FILE = "areas.txt";

    /** Stands for every zone in the other rows of the calling code. */
    private static final String ALL = "*";

    /** The zones by the first digits of a number, which begin with its calling code. */
    private final Map<String, Set<ZoneId>> rows;

    private final int longest;

    private AreaZones(Map<String, Set<ZoneId>> rows) {
        this.rows = Map.copyOf(rows);
        this.longest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Reads the table.
     *
     * @throws IllegalStateException if a row cannot be read, or two rows are for the same digits
     * @throws java.time.DateTimeException if the JDK does not know a zone
     */
    static AreaZones read() {
        try (InputStream file = Objects.requireNonNull(AreaZones.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            return of(lines.lines());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /**
     * Reads a table from lines: a calling code, areas, a colon, zones. A row without areas is for the calling code
     * itself. {@code #} begins a comment.
     *
     * @throws IllegalStateException if a row cannot be read, or two rows are for the same digits
     * @throws java.time.DateTimeException if the JDK does not know a zone
     */
    static AreaZones of(Stream<String> lines) {
        Map<String, Set<ZoneId>> rows = new HashMap<>();
        Map<String, Set<ZoneId>> named = new HashMap<>();
        lines.map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(line -> addRow(line, rows, named));
        rows.replaceAll((digits, zones) -> zones.isEmpty() ? all(digits, named) : zones);
        return new AreaZones(rows);
    }

    private static void addRow(String line, Map<String, Set<ZoneId>> rows, Map<String, Set<ZoneId>> named) {
        List<String> sides = Arrays.asList(line.split(":", -1));
        if (sides.size() != 2) {
            throw new IllegalStateException("not a calling code, areas, a colon and zones: " + line);
        }
        List<String> digits = words(sides.get(0));
        String callingCode = digits.getFirst();
        List<String> areas = digits.size() == 1 ? List.of("") : digits.subList(1, digits.size());
        Set<ZoneId> zones = words(sides.get(1)).stream()
                .filter(zone -> !zone.equals(ALL))
                .map(ZoneId::of)
                .collect(Collectors.toUnmodifiableSet());
        named.merge(
                callingCode,
                zones,
                (some, others) ->
                        Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet()));
        for (String area : areas) {
            if (rows.put(callingCode + area, zones) != null) {
                throw new IllegalStateException("two rows for " + callingCode + " " + area);
            }
        }
    }

    private static List<String> words(String side) {
        return Arrays.asList(side.strip().split(" +"));
    }

    private static Set<ZoneId> all(String callingCode, Map<String, Set<ZoneId>> named) {
        Set<ZoneId> zones = named.getOrDefault(callingCode, Set.of());
        if (zones.isEmpty()) {
            throw new IllegalStateException("no row of " + callingCode + " names a zone");
        }
        return zones;
    }

    /**
     * The zones in which a number may be; none if its calling code belongs to no country.
     *
     * @param digits the digits of the whole number, with its calling code
     */
    Set<ZoneId> of(String digits) {
        for (int length = Math.min(longest, digits.length()); length > 0; length--) {
            Set<ZoneId> zones = rows.get(digits.substring(0, length));
            if (zones != null) {
                return zones;
            }
        }
        return Set.of();
    }

    /** Every zone of a calling code; none if the code belongs to no country. */
    Set<ZoneId> ofCallingCode(int callingCode) {
        String code = String.valueOf(callingCode);
        return rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(code))
                .flatMap(row -> row.getValue().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The first digits for which there is a row, each with its zones. */
    Map<String, Set<ZoneId>> rows() {
        return rows;
    }
}
