package vuelta.domain.export;

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

    /** Before the name of a variable that another column has already. */
    private static final String VARIABLE = "variables.";

    private OwnColumns() {}

    /** Whether these are the names of the columns of an export of contacts: all that every export has. */
    public static boolean isExport(Collection<String> names) {
        Set<String> lowerCase = new HashSet<>();
        names.forEach(name -> lowerCase.add(name.toLowerCase(Locale.ROOT)));
        return CONTACTS.stream().filter(name -> !OF_CALLS.contains(name)).allMatch(lowerCase::contains);
    }

    /**
     * The name of a variable's column: the variable's own, unless that would be read as something else.
     *
     * @param taken names of the columns before it, in small letters
     */
    static String column(String variable, Set<String> taken) {
        String lowerCase = variable.strip().toLowerCase(Locale.ROOT);
        boolean another = lowerCase.isEmpty()
                || lowerCase.startsWith(VARIABLE)
                || CONTACTS.contains(lowerCase)
                || READ_AS_OTHERS.contains(lowerCase)
                || taken.contains(lowerCase);
        return another ? VARIABLE + variable : variable;
    }

    /** The variable that a column of an export has. */
    public static String variable(String column) {
        return column.startsWith(VARIABLE) ? column.substring(VARIABLE.length()) : column;
    }
}
