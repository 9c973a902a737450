package io.vuelta.domain.file;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.phone.NumberReason;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.suppression.Suppression;
import io.vuelta.domain.text.StorableText;
import io.vuelta.domain.upload.RowProblem;
import io.vuelta.domain.upload.RowProblem.Action;
import io.vuelta.domain.upload.RowReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of the do-not-contact list: a column for the number, found as in a contact file, and optionally {@code
 * channel} (empty: every channel), {@code reason} and {@code expires_at} (ISO 8601; without offset until the latest
 * instant that it can mean). Every valid number is
 * blocked, even if its row has other errors: an unknown channel means every channel, and an invalid date means
 * permanent. Each repair is reported. Pure.
 */
public final class ReadDoNotContactFile {
    public static final int MAX_ROWS = 5_000;
    public static final int MAX_PROBLEMS_SHOWN = 100;

    /** The offset in which a day ends last. */
    private static final ZoneOffset LAST_OFFSET = ZoneOffset.ofHours(-12);

    /** ISO 8601; a space may separate the date and the time, and the time and the offset may be absent. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX]]")
            .toFormatter(Locale.ROOT);

    /** The character by which a program marks a letter that it lost. */
    private static final String REPLACEMENT = "\ufffd";

    private static final String SOURCE = "csv";

    /** The last year of an expiry date that can be stored; a later one is read as permanent. */
    private static final int LAST_YEAR = 9999;

    private static final List<String> NUMBER = List.of("number", "contact", "phone_number");

    private final NumberReader numbers;

    public ReadDoNotContactFile(NumberReader numbers) {
        this.numbers = numbers;
    }

    /**
     * The contents of a file.
     *
     * @param entries the entries in the order of the file; later ones replace earlier ones of the same number and
     *     channel
     * @param repaired the number of rows with a repair
     * @param refused the number of rows without an entry, and of other numbers that cannot be read
     * @param problems the repairs and refusals with their reasons, the first {@value #MAX_PROBLEMS_SHOWN}
     * @param ignored the names of unknown columns, which are ignored
     */
    public record Result(
            List<Suppression> entries, int repaired, int refused, List<RowProblem> problems, List<String> ignored) {
        public Result {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * Reads all rows.
     *
     * @param region the country of numbers without country code
     * @param now the beginning of the entries; an entry that has expired by then is refused
     * @throws UnusableFile if the file cannot be used: no column for the number, no rows, or more than {@value
     *     #MAX_ROWS}
     */
    public Result read(Table table, String region, Instant now) {
        FirstRows first = new FirstRows(table);
        int at = header(first, region);
        PhoneColumns phones = phones(first, at, region);
        List<Integer> positions =
                phones.all().isEmpty() ? phones.named().stream().toList() : phones.all();
        Header header = Header.of(first.names(at), positions);
        Reading reading = new Reading(header, region, now);
        for (Iterator<Table.Cells> rows = first.below(at); rows.hasNext(); ) {
            Table.Cells cells = rows.next();
            if (!cells.isBlank()) {
                reading.row(cells);
            }
        }
        return reading.end();
    }

    /**
     * The position of the header: the first row in which a column of numbers has a known name, or otherwise the first
     * row with such a name.
     */
    private int header(FirstRows rows, String region) {
        int named = -1;
        for (int at = 0; at < rows.headers(); at++) {
            if (rows.isBroken(at)) {
                continue;
            }
            PhoneColumns phones = phones(rows, at, region);
            if (!phones.all().isEmpty()) {
                return at;
            }
            named = named < 0 && phones.named().isPresent() ? at : named;
        }
        if (named < 0) {
            int likeliest = rows.likeliest();
            throw rows.broken()
                    .orElseGet(() -> PhoneColumns.none(
                            rows.names(likeliest), NUMBER, rows.sample(likeliest), numbers, region, ""));
        }
        return named;
    }

    private PhoneColumns phones(FirstRows rows, int header, String region) {
        return PhoneColumns.of(rows.names(header), Set.copyOf(NUMBER), rows.sample(header), numbers, region);
    }

    private enum Field {
        CHANNEL("channel", "channel", "canal"),
        REASON("reason", "reason", "motivo", "razon"),
        EXPIRES("expires_at", "expiresat");

        private final String name;

        @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
        private final Set<String> normalised;

        Field(String name, String... normalised) {
            this.name = name;
            this.normalised = Set.of(normalised);
        }

        static Optional<Field> of(String given) {
            for (Field field : values()) {
                if (field.normalised.contains(ColumnNames.normalised(given))) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The meanings of the columns.
     *
     * @param numbers the positions of the columns that contain numbers
     */
    private record Header(
            List<String> names, List<Integer> numbers, Map<Field, Integer> positions, List<String> ignored) {
        /** Reads the header. If two columns have the same name, the first counts. */
        static Header of(List<String> names, List<Integer> numbers) {
            Map<Field, Integer> positions = new EnumMap<>(Field.class);
            List<String> ignored = new ArrayList<>();
            for (int at = 0; at < names.size(); at++) {
                Optional<Field> field = Field.of(names.get(at));
                boolean taken =
                        numbers.contains(at) || (field.isPresent() && positions.putIfAbsent(field.get(), at) == null);
                if (!taken && !names.get(at).isEmpty()) {
                    ignored.add(names.get(at));
                }
            }
            return new Header(names, numbers, positions, ignored);
        }

        /** The cell, trimmed; empty if the row is too short or has no such column. */
        String value(List<String> cells, Field field) {
            Integer at = positions.get(field);
            return at == null ? "" : value(cells, at);
        }

        static String value(List<String> cells, int at) {
            return at < cells.size() ? ColumnNames.trimmed(cells.get(at)) : "";
        }

        String name(Field field) {
            Integer at = positions.get(field);
            return at == null ? field.name : name(at);
        }

        String name(int at) {
            return names.get(at);
        }
    }

    /** The reading of one file. */
    private final class Reading {
        private final Header header;
        private final String region;
        private final Instant now;

        private final List<Suppression> entries = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();
        private int rows;
        private int repaired;
        private int refused;

        Reading(Header header, String region, Instant now) {
            this.header = header;
            this.region = region;
            this.now = now;
        }

        /** Reads one row. If a quote joined it with other rows, its lines are read instead. */
        void row(Table.Cells cells) {
            if (hasNumbersInLines(cells)) {
                cells.lines().forEach(this::one);
            } else {
                one(cells);
            }
        }

        /** Whether another line of the row than its first has a number in a column of numbers. */
        private boolean hasNumbersInLines(Table.Cells cells) {
            return cells.lines().stream()
                    .skip(1)
                    .anyMatch(line -> header.numbers().stream()
                            .map(at -> Header.value(line.values(), at))
                            .anyMatch(text -> isNumber(cells, text)));
        }

        /** Whether the text is a number, and is not one of several numbers that are lines of one cell. */
        private boolean isNumber(Table.Cells cells, String text) {
            return PhoneColumns.isNumber(text, numbers, region)
                    && header.numbers().stream()
                            .noneMatch(at -> Header.value(cells.values(), at).contains(text));
        }

        private void one(Table.Cells cells) {
            rows++;
            if (rows > MAX_ROWS) {
                throw new UnusableFile(
                        FileFault.TOO_MANY_ROWS,
                        "The file has more than " + MAX_ROWS + " rows; split it into several files");
            }
            Row row = new Row(cells);
            row.readOrRefuse();
            entries.addAll(row.found);
            repaired += row.found.isEmpty() || row.problems.isEmpty() ? 0 : 1;
            refused += row.found.isEmpty() ? 1 : row.unreadable;
            row.problems.stream()
                    .limit(MAX_PROBLEMS_SHOWN - (long) problems.size())
                    .forEach(problems::add);
        }

        Result end() {
            if (rows == 0) {
                throw new UnusableFile(FileFault.EMPTY_FILE, "The file has no rows below the column names; add rows");
            }
            return new Result(entries, repaired, refused, problems, header.ignored());
        }

        /** The conversion of one row into entries: one for each number in it. */
        private final class Row {
            private final Table.Cells given;
            private List<String> cells;
            private final List<RowProblem> problems = new ArrayList<>();
            private final List<Suppression> found = new ArrayList<>();
            private int unreadable;

            Row(Table.Cells given) {
                this.given = given;
                this.cells = given.values().stream().map(Row::cleaned).toList();
            }

            private static String cleaned(String value) {
                return StorableText.storable(value).replace(REPLACEMENT, "");
            }

            /**
             * Reads the row. An internal error that a row causes affects only this row: the numbers of the others are
             * blocked.
             */
            void readOrRefuse() {
                try {
                    read();
                } catch (RuntimeException _) {
                    found.clear();
                    int at = header.numbers().getFirst();
                    refuse(header.name(at), Header.value(cells, at), RowReason.UNREADABLE_ROW.name());
                }
            }

            private void read() {
                if (!given.fault().isEmpty()) {
                    repair(header.name(header.numbers().getFirst()), "", given.fault());
                } else if (!cells.equals(given.values())) {
                    repairOfCharacters();
                }
                if (!given.repair().isEmpty()) {
                    repair(header.name(header.numbers().getFirst()), "", given.repair());
                }
                joinReason();
                Set<PhoneNumber> all = numbers();
                if (all.isEmpty()) {
                    return;
                }
                Instant expires = expires();
                if (expires != null && !expires.isAfter(now)) {
                    refuse(
                            header.name(Field.EXPIRES),
                            header.value(cells, Field.EXPIRES),
                            RowReason.EXPIRES_IN_THE_PAST.name());
                    return;
                }
                Channel channel = channel();
                String reason = reason();
                all.forEach(number -> found.add(new Suppression(number, channel, reason, SOURCE, now, expires)));
            }

            private void repairOfCharacters() {
                for (int at = 0; at < cells.size(); at++) {
                    if (given.values().get(at).contains(REPLACEMENT)) {
                        repair(columnAt(at), given.values().get(at), RowReason.DAMAGED_CHARACTER.name());
                        return;
                    }
                }
                repair(header.name(header.numbers().getFirst()), "", RowReason.FORBIDDEN_CHARACTER.name());
            }

            private String columnAt(int at) {
                return at < header.names().size() ? header.name(at) : "column " + (at + 1);
            }

            /**
             * If a row has more cells than columns, its reason contains the delimiter: the parts are joined again,
             * unless the extra cells are empty and the other cells are valid without joining.
             */
            private void joinReason() {
                Integer at = header.positions().get(Field.REASON);
                int more = cells.size() - header.names().size();
                if (at == null || more <= 0 || fits(cells, more)) {
                    return;
                }
                List<String> joined = new ArrayList<>(cells.subList(0, at));
                joined.add(String.join(",", cells.subList(at, at + more + 1)));
                joined.addAll(cells.subList(at + more + 1, cells.size()));
                cells = joined;
                repair(
                        header.name(Field.REASON),
                        header.value(cells, Field.REASON),
                        RowReason.DELIMITER_IN_REASON.name());
            }

            private boolean fits(List<String> row, int more) {
                String until = header.value(row, Field.EXPIRES);
                return row.subList(row.size() - more, row.size()).stream().allMatch(String::isBlank)
                        && (until.isEmpty() || date(until).isPresent());
            }

            /** The valid numbers in any of the columns; if there is none, the row is refused with the reason. */
            private Set<PhoneNumber> numbers() {
                Set<PhoneNumber> all = new LinkedHashSet<>();
                List<RowProblem> refusals = new ArrayList<>();
                for (int at : header.numbers()) {
                    String text = Header.value(cells, at);
                    if (!text.isEmpty()) {
                        NumbersOfCell cell = NumbersOfCell.of(text, numbers, region);
                        add(cell, at, cell.repair(), all, refusals);
                    }
                }
                for (int at = header.names().size(); at < cells.size(); at++) {
                    // In a file of one column, the delimiter may separate the numbers of one person.
                    String text = Header.value(cells, at);
                    if (hasDigitsOfNumber(text)) {
                        NumbersOfCell cell = NumbersOfCell.of(text, numbers, region);
                        add(cell, at, NumberReason.SEVERAL_NUMBERS.name(), all, refusals);
                    }
                }
                refuse(refusals, all.isEmpty());
                return all;
            }

            private void add(
                    NumbersOfCell cell, int at, String repair, Set<PhoneNumber> all, List<RowProblem> refusals) {
                all.addAll(cell.numbers());
                if (!cell.numbers().isEmpty() && !repair.isEmpty()) {
                    repair(columnAt(at), Header.value(cells, at), repair);
                }
                cell.unreadable()
                        .forEach(part -> refusals.add(new RowProblem(
                                given.line(), columnAt(at), part.text(), part.reason(), Action.REFUSED)));
            }

            /** Refuses the row if it has no number, and otherwise only the other values that are like numbers. */
            private void refuse(List<RowProblem> refusals, boolean whole) {
                if (!whole) {
                    List<RowProblem> like = refusals.stream()
                            .filter(refusal -> hasDigitsOfNumber(refusal.value()))
                            .toList();
                    unreadable = like.size();
                    problems.addAll(like);
                } else if (refusals.isEmpty()) {
                    refuse(header.name(header.numbers().getFirst()), "", RowReason.MISSING_CONTACT.name());
                } else {
                    RowProblem last = refusals.getLast();
                    refuse(last.column(), last.value(), last.reason());
                }
            }

            private static boolean hasDigitsOfNumber(String text) {
                return text.codePoints().filter(Character::isDigit).count() >= PhoneColumns.DIGITS_OF_A_NUMBER;
            }

            /** The channel; null for every channel. */
            private @Nullable Channel channel() {
                String text = header.value(cells, Field.CHANNEL);
                if (text.isEmpty()) {
                    return null;
                }
                Optional<Channel> channel = Channel.ofWire(text.toLowerCase(Locale.ROOT));
                if (channel.isEmpty()) {
                    repair(header.name(Field.CHANNEL), text, RowReason.UNKNOWN_CHANNEL.name());
                }
                return channel.orElse(null);
            }

            private String reason() {
                String text = header.value(cells, Field.REASON);
                String cut = StorableText.cut(text, Suppression.MAX_REASON_LENGTH);
                if (!cut.equals(text)) {
                    repair(header.name(Field.REASON), text, RowReason.REASON_CUT.name());
                }
                return cut.isBlank() ? Suppression.NO_REASON : cut;
            }

            /** When the entry expires; null for permanent. */
            private @Nullable Instant expires() {
                String text = header.value(cells, Field.EXPIRES);
                Optional<Instant> expires = date(text);
                if (expires.isEmpty() && !text.isEmpty()) {
                    repair(header.name(Field.EXPIRES), text, RowReason.UNREADABLE_DATE.name());
                }
                return expires.orElse(null);
            }

            private Optional<Instant> date(String text) {
                try {
                    OffsetDateTime date =
                            latest(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
                    return date.getYear() > LAST_YEAR ? Optional.empty() : Optional.of(date.toInstant());
                } catch (DateTimeException _) {
                    return Optional.empty();
                }
            }

            /** A date without offset ends where it ends last; a date without time, at the end of its day. */
            private static OffsetDateTime latest(TemporalAccessor date) {
                return switch (date) {
                    case OffsetDateTime exact -> exact;
                    case LocalDateTime local -> local.atOffset(LAST_OFFSET);
                    default -> LocalDate.from(date).plusDays(1).atStartOfDay().atOffset(LAST_OFFSET);
                };
            }

            private void repair(String column, String value, String reason) {
                problems.add(new RowProblem(given.line(), column, value, reason, Action.REPAIRED));
            }

            /** Refuses the row; its other problems are dropped. */
            private void refuse(String column, String value, String reason) {
                problems.clear();
                problems.add(new RowProblem(
                        given.line(), column, value, given.fault().isEmpty() ? reason : given.fault(), Action.REFUSED));
            }
        }
    }
}
