package io.vuelta.domain.file;

import io.vuelta.domain.phone.NumberReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of one header that may contain the phone number, judged by their names and by the first rows below them.
 */
final class PhoneColumns {
    private static final int MAX_SUGGESTED = 5;
    private static final Pattern LOOKS_LIKE_A_NUMBER = Pattern.compile("[^\\p{L}]*|[^\\p{L}]*[eE][+\\-]?\\p{N}+");
    /** A text with at least this number of digits may be a phone number. */
    static final int DIGITS_OF_A_NUMBER = 7;

    /** The names of several columns in one. */
    private static final Pattern DELIMITED = Pattern.compile("[^,;\\t|]+([,;\\t|])[^,;\\t|]+(?:\\1.*)?");

    private final List<String> names;
    private final List<Candidate> exact;
    private final List<Candidate> aliases;
    /** The columns that count only if no other column has numbers. */
    private final List<Candidate> others;

    private final int rows;

    private PhoneColumns(
            List<String> names, List<Candidate> exact, List<Candidate> aliases, List<Candidate> others, int rows) {
        this.names = names;
        this.exact = exact;
        this.aliases = aliases;
        this.others = others;
        this.rows = rows;
    }

    /**
     * Judges the columns.
     *
     * @param names the names of the columns
     * @param exact names, in small letters, that always stand for the number, whatever the column contains
     * @param sample the first rows below the header
     */
    static PhoneColumns of(
            List<String> names, Set<String> exact, List<Table.Cells> sample, NumberReader numbers, String region) {
        List<Candidate> exactly = new ArrayList<>();
        List<Candidate> aliases = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            if (exact.contains(names.get(at).toLowerCase(Locale.ROOT))) {
                exactly.add(Candidate.of(at, sample, numbers, region));
            } else if (ColumnNames.isAnyOf(names.get(at), ColumnNames.NUMBER)) {
                aliases.add(Candidate.of(at, sample, numbers, region));
            } else if (ColumnNames.isAnyOf(names.get(at), ColumnNames.OTHER_NUMBER)) {
                others.add(Candidate.of(at, sample, numbers, region));
            }
        }
        return new PhoneColumns(names, exactly, aliases, others, sample.size());
    }

    /**
     * A column whose name is one of those for phone numbers.
     *
     * @param filled the number of rows with a value
     * @param numbers the rows with a valid number
     * @param plausible the number of rows with a valid number, or with a damaged one
     */
    private record Candidate(int position, int filled, BitSet numbers, int plausible) {
        static Candidate of(int position, List<Table.Cells> sample, NumberReader reader, String region) {
            BitSet numbers = new BitSet();
            int filled = 0;
            int plausible = 0;
            for (int row = 0; row < sample.size(); row++) {
                String value = cell(sample.get(row), position);
                if (!value.isEmpty()) {
                    filled++;
                    boolean isNumber = isNumber(value, reader, region);
                    numbers.set(row, isNumber);
                    plausible += isNumber || looksLikeNumber(value) ? 1 : 0;
                }
            }
            return new Candidate(position, filled, numbers, plausible);
        }

        boolean holdsNumbers() {
            return !numbers.isEmpty();
        }

        boolean mostRowsAreNumbers(int rows) {
            return 2 * numbers.cardinality() > rows;
        }

        /** Whether most of the values are numbers; rows without a value do not count. */
        boolean mostValuesAreNumbers() {
            return holdsNumbers() && 2 * plausible >= filled;
        }

        boolean hasNumberWhere(BitSet missing) {
            return numbers.intersects(missing);
        }
    }

    private static String cell(Table.Cells row, int at) {
        return at < row.values().size() ? ColumnNames.trimmed(row.values().get(at)) : "";
    }

    /**
     * Whether the value is a phone number. If parsing fails with an error, it is not: its row is refused later, and
     * must not stop the file here.
     */
    static boolean isNumber(String value, NumberReader reader, String region) {
        try {
            return !value.isEmpty() && !(reader.read(value, region) instanceof NumberReader.Reading.Unreadable);
        } catch (RuntimeException _) {
            return false;
        }
    }

    static boolean looksLikeNumber(String value) {
        return value.chars().filter(Character::isDigit).count() >= DIGITS_OF_A_NUMBER
                && LOOKS_LIKE_A_NUMBER.matcher(value).matches();
    }

    /** Whether any column has a name for phone numbers. */
    boolean isAnyNamed() {
        return !exact.isEmpty() || !aliases.isEmpty() || !others.isEmpty();
    }

    /** Every column that has a name for phone numbers and contains at least one, in the order of the file. */
    List<Integer> all() {
        return Stream.of(exact, aliases, others)
                .flatMap(List::stream)
                .filter(Candidate::holdsNumbers)
                .map(Candidate::position)
                .sorted()
                .toList();
    }

    /** The column that has one of the exact names, even if none of its rows has a number; empty if there is none. */
    Optional<Integer> named() {
        return exact.stream()
                .filter(column -> column.filled() > 0)
                .findFirst()
                .or(() -> exact.stream().findFirst())
                .map(Candidate::position);
    }

    /**
     * The column that contains the phone number.
     *
     * @return empty if there is no such column
     * @throws UnusableFile {@code AMBIGUOUS_PHONE_COLUMN} if several columns are possible
     */
    Optional<Integer> one() {
        List<Candidate> byName = exact.stream().filter(Candidate::holdsNumbers).toList();
        List<Candidate> named = aliases.stream().anyMatch(Candidate::mostValuesAreNumbers) ? aliases : others;
        List<Candidate> most =
                named.stream().filter(alias -> alias.mostRowsAreNumbers(rows)).toList();
        if (!byName.isEmpty()) {
            Candidate first = byName.getFirst();
            // This is a column of names in which some values are numbers, in addition to the column of numbers.
            boolean mostlyNames = 2 * first.plausible() < first.filled() && !most.isEmpty();
            return Optional.of(only(
                    mostlyNames ? Stream.concat(byName.stream(), most.stream()).toList() : byName));
        }
        List<Candidate> some =
                named.stream().filter(Candidate::mostValuesAreNumbers).toList();
        if (most.isEmpty()) {
            return some.isEmpty() ? Optional.empty() : Optional.of(only(some));
        }
        // A column with a value in most rows is used, unless another column has the numbers of the other rows.
        BitSet missing = new BitSet();
        missing.set(0, rows);
        missing.andNot(most.getFirst().numbers());
        List<Candidate> candidates = most.size() > 1
                ? most
                : Stream.concat(most.stream(), some.stream().filter(other -> other.hasNumberWhere(missing)))
                        .distinct()
                        .toList();
        return Optional.of(only(candidates));
    }

    private int only(List<Candidate> candidates) {
        if (candidates.size() == 1) {
            return candidates.getFirst().position();
        }
        List<String> several = candidates.stream()
                .map(Candidate::position)
                .sorted()
                .map(names::get)
                .toList();
        if (several.stream().map(ColumnNames::normalised).distinct().count() < several.size()) {
            throw new UnusableFile(
                    FileFault.AMBIGUOUS_PHONE_COLUMN,
                    "Several columns have numbers, and some of them have the same name: " + ColumnNames.shown(several)
                            + "; rename the right one to phone_number and the others to something else",
                    several);
        }
        throw new UnusableFile(
                FileFault.AMBIGUOUS_PHONE_COLUMN,
                "Several columns have numbers: " + ColumnNames.shown(several)
                        + "; choose the columns to call, in order of preference, when you create the upload:"
                        + " \"columns\": {\"phone_number\": " + ColumnNames.quoted(several)
                        + "}, or rename the right one to phone_number and the others to something else",
                several);
    }

    /**
     * The error that no column contains the number, with the remedy.
     *
     * @param exact the names that the column may have
     */
    static UnusableFile none(
            List<String> names,
            List<String> exact,
            List<Table.Cells> sample,
            NumberReader numbers,
            String region,
            String remedy) {
        List<Candidate> columns = IntStream.range(0, names.size())
                .mapToObj(at -> Candidate.of(at, sample, numbers, region))
                .toList();
        List<String> holding = columns.stream()
                .filter(Candidate::mostValuesAreNumbers)
                .map(column -> names.get(column.position()))
                .filter(name -> !name.isEmpty())
                .limit(MAX_SUGGESTED)
                .toList();
        Optional<String> shape = remedyOfShape(names, sample);
        if (shape.isPresent()) {
            return new UnusableFile(FileFault.NO_PHONE_COLUMN, shape.get());
        }
        String column = "column named " + String.join(" or ", exact);
        String found = names.stream().anyMatch(PhoneColumns::looksLikeNumber)
                ? "The first row looks like a contact; it must name the columns, one of them " + exact.getFirst()
                : "The file has no " + column + ", and no column with another known name that contains numbers";
        String hint = holding.isEmpty()
                ? "rename the column of the numbers to " + exact.getLast() + remedy.formatted("\"Its name\"")
                : "numbers are in " + ColumnNames.shown(holding) + ": rename the right one to " + exact.getLast()
                        + remedy.formatted(ColumnNames.quoted(List.of(holding.getFirst())));
        return new UnusableFile(
                FileFault.NO_PHONE_COLUMN, found + "; its columns are: " + ColumnNames.shown(names) + "; " + hint);
    }

    /** The remedy for a file whose columns cannot be used, whatever their names are. */
    private static Optional<String> remedyOfShape(List<String> names, List<Table.Cells> sample) {
        if (names.size() == 1 && DELIMITED.matcher(names.getFirst()).matches()) {
            return Optional.of("Each row of the file is one value in quotation marks: " + ColumnNames.shown(names)
                    + "; remove the quotation marks around the whole row");
        }
        Optional<String> area = names.stream()
                .filter(name -> ColumnNames.isAnyOf(name, ColumnNames.AREA_CODE))
                .findFirst();
        Optional<String> number = IntStream.range(0, names.size())
                .filter(at -> ColumnNames.isAnyOf(names.get(at), ColumnNames.NUMBER)
                        && sample.stream().anyMatch(row -> !cell(row, at).isEmpty()))
                .mapToObj(names::get)
                .findFirst();
        return area.flatMap(code -> number.map(rest -> "The numbers are in two columns, " + code + " and " + rest
                + "; join them into one column named phone_number"));
    }
}
