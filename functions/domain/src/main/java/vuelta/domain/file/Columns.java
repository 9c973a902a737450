package vuelta.domain.file;

import java.util.ArrayList;
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
 * @param fields position of each known field
 * @param variables position of each variable, by its name as given
 * @param exported the file is an export of ours: what was neutralised there is read as what it was
 */
record Columns(Map<Field, Integer> fields, Map<String, Integer> variables, boolean exported) {
    private static final int MOST_VARIABLES = 50;

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
        Map<String, Field> known = new HashMap<>();
        for (Field field : Field.values()) {
            known.put(field.name, field);
            known.put(field.other, field);
        }
        Map<Field, Integer> fields = new HashMap<>();
        Map<String, Integer> variables = new LinkedHashMap<>();
        boolean exported = header.containsAll(MARKS_OF_OUR_EXPORTS);
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String given = restored(header.get(i).strip(), exported);
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
        return new Columns(fields, variables, exported);
    }

    private static void check(
            List<String> header, Map<Field, Integer> fields, Map<String, Integer> variables, List<String> twice) {
        if (!fields.containsKey(Field.NUMBER)) {
            throw new UnusableFile(
                    "NO_PHONE_COLUMN",
                    "The file has no column named contact or phone_number; its columns are: "
                            + String.join(", ", header));
        }
        if (!twice.isEmpty()) {
            throw new UnusableFile(
                    "DOUBLED_COLUMN",
                    "These columns stand in the file twice: " + String.join(", ", twice) + "; keep one of each");
        }
        if (variables.size() > MOST_VARIABLES) {
            throw new UnusableFile(
                    "TOO_MANY_COLUMNS",
                    "The file has " + variables.size() + " columns of its own; at most " + MOST_VARIABLES
                            + " can be kept as variables");
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

    private String cell(Table.Cells row, int at) {
        return at < row.values().size() ? restored(row.values().get(at).strip(), exported) : "";
    }

    private static String restored(String text, boolean exported) {
        return exported ? Neutralised.undone(text) : text;
    }
}
