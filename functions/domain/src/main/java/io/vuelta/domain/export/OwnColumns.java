package io.vuelta.domain.export;

import io.vuelta.domain.text.VisibleText;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns that every export of contacts has, and the names under which it has the contacts' variables. Known here so
 * that an exported file is known when it is uploaded again.
 */
public final class OwnColumns {
    /** The column of the number. */
    public static final String CONTACT = "contact";

    /** In their order; {@code calls} and {@code billed_duration} only where the campaign makes calls. */
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

    /** Names that are read as something else than a variable, whether an export has the column or not. */
    private static final Set<String> READ_AS_OTHERS =
            Set.of("phone_number", "contact_name", "override_agent_name", "override_agent_voice_id");

    /** Before the name of a variable, tag or extractable field that another column has already. */
    private static final String VARIABLE = "variables.";

    private static final String TAG = "tags.";
    private static final String FIELD = "extracted_data.";
    private static final String CONVERSATION = "conversation.";
    private static final List<String> PREFIXES = List.of(VARIABLE, TAG, FIELD);

    private OwnColumns() {}

    /** Whether these are the names of the columns of an export of contacts: all that every export has. */
    public static boolean isExport(Collection<String> names) {
        Set<String> lowerCase = new HashSet<>();
        names.forEach(name -> lowerCase.add(name.toLowerCase(Locale.ROOT)));
        return CONTACTS.stream().filter(name -> !OF_CALLS.contains(name)).allMatch(lowerCase::contains);
    }

    /**
     * The names of the columns of one file: no two are the same to a reader who ignores case, spaces around them and what
     * cannot be seen. The guide's columns keep their names, then the agent's tags, then its fields; who comes too late has a
     * prefix that says what it is.
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

        /** The name of a column that we add after the guide's: if the agent's own has that name, ours changes. */
        String ofConversation(String name) {
            return unique(CONVERSATION, name);
        }

        /** A variable keeps its case when it is read again: two that differ in it only are two columns. */
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

    /** The variable that a column of an export has. */
    public static String variable(String column) {
        return column.startsWith(VARIABLE) ? column.substring(VARIABLE.length()) : column;
    }

    /**
     * The columns of an export that are tags or extractable fields of any agent: known by their prefix, or because a
     * variable of that name has a prefix.
     *
     * @param columns of the whole file
     * @return in lower case
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

    /** Whether only a tag or a field can have taken this name before a variable. */
    private static boolean isGivenWayToAgent(String key) {
        return !CONTACTS.contains(key)
                && !READ_AS_OTHERS.contains(key)
                && PREFIXES.stream().noneMatch(key::startsWith);
    }
}
