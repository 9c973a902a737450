package vuelta.domain.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vuelta.domain.contact.ContactData;
import vuelta.domain.export.Neutralised;

/**
 * Which column means what. Both vocabularies are understood ({@code contact, name, context, id, …} and
 * {@code phone_number, contact_name}); names are matched trimmed and case-blind. Every other column is a variable for
 * the agent, save those of our own exports, so that an exported file can be uploaded again.
 *
 * @param names of all columns, as given
 * @param fields position of each known field
 * @param variables position of each variable, by its name as given
 * @param exported the file is an export of ours: what was neutralised there is read as what it was
 */
record Columns(List<String> names, Map<Field, Integer> fields, Map<String, Integer> variables, boolean exported) {
    static final int MOST_VARIABLES = 50;

    /** The known and the nameless ones included. */
    static final int MOST_COLUMNS = 1_000;

    /** Characters of a header in a message. */
    private static final int MOST_SHOWN = 1_000;

    /** What a number has at least, and a column's name has not. */
    private static final int DIGITS_OF_A_NUMBER = 7;

    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char ZERO_WIDTH_SPACE = '\u200b';
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final Set<String> OF_OUR_EXPORTS = Set.of(
            "campaign_name",
            "campaign_date",
            "status",
            "retries",
            "calls",
            "billed_duration",
            "last_update",
            "follow_up");

    /** No other file begins its rows with them. */
    private static final Set<String> MARKS_OF_OUR_EXPORTS = Set.of("campaign_name", "campaign_date");

    /** A column that we know. */
    enum Field {
        NUMBER("contact", "phone_number"),
        NAME("name", "contact_name"),
        CONTEXT("context"),
        EXTERNAL_ID("id"),
        AGENT_NAME("override_agent_name"),
        AGENT_VOICE("override_agent_voice_id");

        private final String name;
        private final String other;

        Field(String name) {
            this(name, name);
        }

        Field(String name, String other) {
            this.name = name;
            this.other = other;
        }
    }

    static Columns of(List<String> header, Set<String> agentsOwn) {
        if (header.size() > MOST_COLUMNS) {
            throw new UnusableFile(
                    "TOO_MANY_COLUMNS",
                    "The file has " + header.size() + " columns; at most " + MOST_COLUMNS + " can be read");
        }
        Map<String, Field> known = new HashMap<>();
        for (Field field : Field.values()) {
            known.put(field.name, field);
            known.put(field.other, field);
        }
        Map<Field, Integer> fields = new EnumMap<>(Field.class);
        Map<String, Integer> variables = new LinkedHashMap<>();
        List<String> names = header.stream().map(Columns::name).toList();
        boolean exported = names.containsAll(MARKS_OF_OUR_EXPORTS);
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String given = restored(names.get(i), exported);
            String name = given.toLowerCase(Locale.ROOT);
            Field field = known.get(name);
            if (name.isEmpty() || OF_OUR_EXPORTS.contains(name) || agentsOwn.contains(name)) {
                continue;
            }
            if (!seen.add(field == null ? name : field.name())) {
                twice.add(given);
            } else if (field != null) {
                fields.put(field, i);
            } else {
                variables.put(given, i);
            }
        }
        check(header, fields, variables, twice);
        return new Columns(names, fields, variables, exported);
    }

    private static void check(
            List<String> header, Map<Field, Integer> fields, Map<String, Integer> variables, List<String> twice) {
        if (!fields.containsKey(Field.NUMBER)) {
            throw new UnusableFile(
                    "NO_PHONE_COLUMN",
                    (header.stream().anyMatch(Columns::looksLikeNumber)
                                    ? "The first row looks like a contact; it must name the columns, one of them"
                                    : "The file has no column named")
                            + " contact or phone_number; its columns are: " + shown(header));
        }
        if (!twice.isEmpty()) {
            throw new UnusableFile(
                    "DOUBLED_COLUMN",
                    "These columns stand in the file twice, or mean the same as another: " + shown(twice)
                            + "; keep one of each. Its columns are: " + shown(header));
        }
        if (variables.size() > MOST_VARIABLES) {
            throw new UnusableFile(
                    "TOO_MANY_COLUMNS",
                    "The file has " + variables.size() + " columns of its own; at most " + MOST_VARIABLES
                            + " can be kept as variables: " + shown(List.copyOf(variables.keySet())));
        }
    }

    /** The cell, trimmed; empty if the row is too short or has no such column. */
    String value(Table.Cells row, Field field) {
        Integer at = fields.get(field);
        return at == null ? "" : cell(row, at);
    }

    /** What the row says of a person, but for their number. */
    ContactData data(Table.Cells row) {
        return new ContactData(
                value(row, Field.EXTERNAL_ID),
                value(row, Field.NAME),
                value(row, Field.CONTEXT),
                value(row, Field.AGENT_NAME),
                value(row, Field.AGENT_VOICE),
                variables(row));
    }

    Map<String, String> variables(Table.Cells row) {
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach((name, at) -> {
            String value = cell(row, at);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** How the file itself calls a column that is known as this; that if it has none. */
    String inFile(String known) {
        for (Map.Entry<Field, Integer> field : fields.entrySet()) {
            if (field.getKey().name.equals(known)) {
                return names.get(field.getValue());
            }
        }
        return known;
    }

    /** Where the first value stands that belongs to no column; -1 if there is none. */
    int beyond(Table.Cells row) {
        for (int at = names.size(); at < row.values().size(); at++) {
            if (!row.values().get(at).isBlank()) {
                return at;
            }
        }
        return -1;
    }

    private String cell(Table.Cells row, int at) {
        return at < row.values().size() ? restored(trimmed(row.values().get(at)), exported) : "";
    }

    private static String restored(String text, boolean exported) {
        return exported ? Neutralised.undone(text) : text;
    }

    /** Without the spaces around it, those that do not break among them. */
    private static String trimmed(String cell) {
        String stripped = cell.strip();
        while (!stripped.isEmpty()
                && (stripped.charAt(0) == NO_BREAK_SPACE || stripped.charAt(stripped.length() - 1) == NO_BREAK_SPACE)) {
            int from = stripped.charAt(0) == NO_BREAK_SPACE ? 1 : 0;
            int to = stripped.length();
            stripped = stripped.substring(from, from < to && stripped.charAt(to - 1) == NO_BREAK_SPACE ? to - 1 : to)
                    .strip();
        }
        return stripped;
    }

    /** A column's name, without what cannot be seen. */
    private static String name(String header) {
        return trimmed(header.chars()
                .filter(c -> c != ZERO_WIDTH_SPACE && c != BYTE_ORDER_MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    private static boolean looksLikeNumber(String name) {
        return name.chars().filter(Character::isDigit).count() >= DIGITS_OF_A_NUMBER
                && name.chars().noneMatch(Character::isLetter);
    }

    private static String shown(List<String> names) {
        String all = String.join(", ", names);
        return all.length() > MOST_SHOWN ? all.substring(0, MOST_SHOWN) + " …" : all;
    }
}
