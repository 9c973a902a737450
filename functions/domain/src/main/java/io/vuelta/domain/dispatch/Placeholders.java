package io.vuelta.domain.dispatch;

import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the placeholders {@code {name}} and {@code {{name}}}. The values are the contact's own fields, then its
 * variables; a missing value becomes an empty text.
 */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}|\\{\\s*([^{}]+?)\\s*}");

    private Placeholders() {}

    /** The text for this contact, with its placeholders filled. */
    public static String fill(String text, Contact contact) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(name(match), contact)));
    }

    /** The names in the text for which this contact has no value. */
    public static List<String> missing(String text, Contact contact) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(Placeholders::name)
                .distinct()
                .filter(name -> value(name, contact).isBlank())
                .toList();
    }

    private static String name(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    static String value(String name, Contact contact) {
        ContactData data = contact.data();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "name", "contact_name" -> data.name();
            case "contact", "phone_number" -> contact.number().e164();
            case "context" -> data.context();
            case "id" -> data.externalId();
            default -> data.variables().getOrDefault(name, "");
        };
    }
}
