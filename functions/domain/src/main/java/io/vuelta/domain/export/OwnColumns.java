package io.vuelta.domain.export;

import io.vuelta.domain.text.VisibleText;
import io.vuelta.domain.upload.ColumnMapping;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of every export of contacts, and the names of the columns for the contacts' variables. With them, an
 * exported file is recognised when it is uploaded again.
 */
public final class OwnColumns {
    /** The column of the number. */
    public static final String CONTACT = "contact";

    /**
     * The columns of an export of contacts, in their order; {@code calls} and {@code billed_duration} exist only in
     * phone campaigns.
     */
    public static final List<String> CONTACTS = List.of(
            "campaign_name",
            "campaign_date",
            "id",
            CONTACT,
            "name",
            "context",
            "status",
            "retries",
            "calls",
            "billed_duration",
            "last_update",
            "follow_up");

    static final Set<String> OF_CALLS = Set.of("calls", "billed_duration");

    /** Names that are never read as variables, whether or not an export has such a column. */
    private static final Set<String> READ_AS_OTHERS = Set.of(
            ColumnMapping.PHONE_NUMBER,
            ColumnMapping.CONTACT_NAME,
            ColumnMapping.AGENT_NAME,
            ColumnMapping.AGENT_VOICE,
            ColumnMapping.TAGS);

    /** Prefix of a variable, tag or extractable field whose name another column already has. */
    private static final String VARIABLE = "variables.";

    private static final String TAG = "tags.";
    private static final String FIELD = "extracted_data.";
    private static final String CONVERSATION = "conversation.";
    private static final List<String> PREFIXES = List.of(VARIABLE, TAG, FIELD);

    private OwnColumns() {}

    /** Whether these are the column names of an export of contacts: they contain all columns that every export has. */
    public static boolean isExport(Collection<String> names) {
        Set<String> lowerCase = new HashSet<>();
        names.forEach(name -> lowerCase.add(name.toLowerCase(Locale.ROOT)));
        return CONTACTS.stream().filter(name -> !OF_CALLS.contains(name)).allMatch(lowerCase::contains);
    }

    /**
     * The column names of one file. No two are equal to a reader who ignores case, surrounding spaces and invisible
     * characters. The guide's columns keep their names, then the agent's tags, then its fields; a later column with a
     * name that is already in use gets a prefix for its kind.
     */
    static final class Names {
        private final Set<String> taken = new HashSet<>();

        /** Column names of a file that begins with these columns. */
        Names(Collection<String> first) {
            taken.addAll(first);
            taken.addAll(CONTACTS);
            taken.addAll(READ_AS_OTHERS);
        }

        String ofTag(String tag) {
            return unique(TAG, tag);
        }

        String ofField(String field) {
            return unique(FIELD, field);
        }

        /**
         * The name of a column that Vuelta adds after the guide's: if the agent has a tag or field with this name,
         * Vuelta's column gets another name.
         */
        String ofConversation(String name) {
            return unique(CONVERSATION, name);
        }

        /**
         * The name of a variable's column. A variable keeps its case when the file is read again, so two variables that
         * differ only in case have two columns.
         */
        String ofVariable(String variable) {
            return mayBePlain(variable) ? variable : VARIABLE + variable;
        }

        private String unique(String prefix, String name) {
            if (mayBePlain(name)) {
                taken.add(key(name));
                return name;
            }
            String unique = prefix + name;
            for (int nth = 2; !taken.add(key(unique)); nth++) {
                unique = prefix + name + " (" + nth + ")";
            }
            return unique;
        }

        private boolean mayBePlain(String name) {
            String key = key(name);
            return !key.isEmpty() && !taken.contains(key) && PREFIXES.stream().noneMatch(key::startsWith);
        }
    }

    private static String key(String name) {
        return VisibleText.of(name).toLowerCase(Locale.ROOT);
    }

    /** The variable of a column of an export. */
    public static String variable(String column) {
        return column.startsWith(VARIABLE) ? column.substring(VARIABLE.length()) : column;
    }

    /**
     * The columns of an export that are tags or extractable fields of any agent: recognised by their prefix, or because
     * the variable with the same name has a prefix.
     *
     * @param columns all columns of the file
     * @return their names, in lower case
     */
    public static Set<String> ofAgent(Collection<String> columns) {
        Set<String> ofAgent = new HashSet<>();
        for (String column : columns) {
            if (column.startsWith(TAG) || column.startsWith(FIELD)) {
                ofAgent.add(key(column));
            } else if (column.startsWith(VARIABLE) && isGivenWayToAgent(key(variable(column)))) {
                ofAgent.add(key(variable(column)));
            }
        }
        return ofAgent;
    }

    /** Whether a variable has a prefix because a tag or a field has this name. */
    private static boolean isGivenWayToAgent(String key) {
        return !CONTACTS.contains(key)
                && !READ_AS_OTHERS.contains(key)
                && PREFIXES.stream().noneMatch(key::startsWith);
    }
}
