package vuelta.domain.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vuelta.domain.line.Channel;
import vuelta.domain.phone.NumberReader;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.suppression.Suppression;
import vuelta.domain.upload.RowProblem;
import vuelta.domain.upload.RowProblem.Action;

/**
 * Reads a file of the do-not-contact list: a column {@code number}, {@code contact} or {@code phone_number}, and, if
 * they are there, {@code channel} (empty: every channel), {@code reason} and {@code expires_at} (ISO 8601 with offset).
 * Names are matched trimmed and case-blind. A bad row is refused, with a reason, and never stops the file. Pure.
 */
public final class ReadDoNotContactFile {
    public static final int MOST_ROWS = 5_000;
    public static final int MOST_PROBLEMS_SHOWN = 100;

    private static final String SOURCE = "csv";

    /** Characters of a header in a message. */
    private static final int MOST_SHOWN = 1_000;

    private final NumberReader numbers;

    public ReadDoNotContactFile(NumberReader numbers) {
        this.numbers = numbers;
    }

    /**
     * What is in a file.
     *
     * @param entries in the file's order; later ones replace earlier ones of the same number and channel
     * @param refused rows of which no entry could be made
     * @param problems why, of the first {@value #MOST_PROBLEMS_SHOWN} of these
     * @param ignored names of the columns that mean nothing here
     */
    public record Result(List<Suppression> entries, int refused, List<RowProblem> problems, List<String> ignored) {
        public Result {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * Reads all rows.
     *
     * @param region in which numbers without country code are read
     * @param now when the entries begin; what expires by then is refused
     * @throws UnusableFile if nothing of it can be used: no column for the number, one that stands twice, no rows, or
     *     more than {@value #MOST_ROWS}
     */
    public Result read(Table table, String region, Instant now) {
        Header header = Header.of(table.header());
        Reading reading = new Reading(header, region, now);
        for (Iterator<Table.Cells> rows = table.rows(); rows.hasNext(); ) {
            Table.Cells cells = rows.next();
            if (!cells.isBlank()) {
                reading.row(cells);
            }
        }
        return reading.end();
    }

    private enum Field {
        NUMBER("number"),
        CHANNEL("channel"),
        REASON("reason"),
        EXPIRES("expires_at");

        private final String name;

        Field(String name) {
            this.name = name;
        }

        static Optional<Field> of(String given) {
            return switch (given.strip().toLowerCase(Locale.ROOT)) {
                case "number", "contact", "phone_number" -> Optional.of(NUMBER);
                case "channel" -> Optional.of(CHANNEL);
                case "reason" -> Optional.of(REASON);
                case "expires_at" -> Optional.of(EXPIRES);
                default -> Optional.empty();
            };
        }
    }

    /** Which column means what. */
    private record Header(Map<Field, Integer> positions, List<String> names, List<String> ignored) {
        static Header of(List<String> names) {
            Map<Field, Integer> positions = new EnumMap<>(Field.class);
            List<String> ignored = new ArrayList<>();
            for (int at = 0; at < names.size(); at++) {
                Optional<Field> field = Field.of(names.get(at));
                if (field.isEmpty()) {
                    ignored.add(names.get(at));
                } else if (positions.put(field.get(), at) != null) {
                    throw new UnusableFile(
                            "DOUBLED_COLUMN",
                            "The file has two columns for the "
                                    + field.get().name + "; its columns are: " + shown(names)
                                    + "; keep one");
                }
            }
            if (!positions.containsKey(Field.NUMBER)) {
                throw new UnusableFile(
                        "NO_PHONE_COLUMN",
                        "The file has no column named number, contact or phone_number; its columns are: "
                                + shown(names));
            }
            return new Header(positions, names, ignored);
        }

        private static String shown(List<String> names) {
            String all = String.join(", ", names);
            return all.length() > MOST_SHOWN ? all.substring(0, MOST_SHOWN) + " …" : all;
        }

        /** Trimmed; empty if the row is too short or has no such column. */
        String value(Table.Cells row, Field field) {
            Integer at = positions.get(field);
            return at == null || at >= row.values().size()
                    ? ""
                    : row.values().get(at).strip();
        }

        String name(Field field) {
            Integer at = positions.get(field);
            return at == null ? field.name : names.get(at).strip();
        }
    }

    /** One file being read. */
    private final class Reading {
        private final Header header;
        private final String region;
        private final Instant now;

        private final List<Suppression> entries = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();
        private int rows;
        private int refused;

        Reading(Header header, String region, Instant now) {
            this.header = header;
            this.region = region;
            this.now = now;
        }

        void row(Table.Cells cells) {
            rows++;
            if (rows > MOST_ROWS) {
                throw new UnusableFile(
                        "TOO_MANY_ROWS", "The file has more than " + MOST_ROWS + " rows; send it in several");
            }
            try {
                entries.add(entry(cells));
            } catch (Refused e) {
                refused++;
                if (problems.size() < MOST_PROBLEMS_SHOWN) {
                    String value = header.value(cells, e.field);
                    problems.add(new RowProblem(cells.line(), header.name(e.field), value, e.reason, Action.REFUSED));
                }
            }
        }

        Result end() {
            if (rows == 0) {
                throw new UnusableFile("EMPTY_FILE", "The file has no rows below the names of its columns");
            }
            return new Result(entries, refused, problems, header.ignored());
        }

        private Suppression entry(Table.Cells cells) {
            if (!cells.fault().isEmpty()) {
                throw new Refused(Field.NUMBER, cells.fault());
            }
            PhoneNumber number = number(header.value(cells, Field.NUMBER));
            Channel channel = channel(header.value(cells, Field.CHANNEL));
            String reason = reason(header.value(cells, Field.REASON));
            Instant expires = expires(header.value(cells, Field.EXPIRES));
            return new Suppression(number, channel, reason, SOURCE, now, expires);
        }

        private PhoneNumber number(String text) {
            if (text.isEmpty()) {
                throw new Refused(Field.NUMBER, "MISSING_CONTACT");
            }
            return switch (numbers.read(text, region)) {
                case NumberReader.Reading.Plain plain -> plain.number();
                case NumberReader.Reading.Repaired repaired -> repaired.number();
                case NumberReader.Reading.Unreadable unreadable -> throw new Refused(Field.NUMBER, unreadable.reason());
            };
        }

        private static @Nullable Channel channel(String text) {
            if (text.isEmpty()) {
                return null;
            }
            return Channel.ofWire(text.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new Refused(Field.CHANNEL, "INVALID_CHANNEL"));
        }

        private static String reason(String text) {
            if (text.length() > Suppression.LONGEST_REASON) {
                throw new Refused(Field.REASON, "REASON_TOO_LONG");
            }
            return text.isEmpty() ? Suppression.NO_REASON : text;
        }

        private @Nullable Instant expires(String text) {
            if (text.isEmpty()) {
                return null;
            }
            Instant expires;
            try {
                expires = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new Refused(Field.EXPIRES, "INVALID_EXPIRES_AT");
            }
            if (!expires.isAfter(now)) {
                throw new Refused(Field.EXPIRES, "EXPIRES_IN_THE_PAST");
            }
            return expires;
        }
    }

    /** A row of which no entry can be made. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Field field;
        private final String reason;

        Refused(Field field, String reason) {
            super(reason, null, false, false);
            this.field = field;
            this.reason = reason;
        }
    }
}
