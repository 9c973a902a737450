package io.vuelta.domain.dispatch;

import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.price.MessageCategory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template of a provider: the values that it needs, and the buttons that a person can press.
 *
 * @param status the provider's status of the template, e.g. {@code APPROVED}
 * @param category the category by which the provider charges its messages; null if unknown
 * @param header the names of the parameters in its text header, in order
 * @param imageHeader whether it needs an image
 * @param body the names of the parameters in its body, in order: words, or numbers from 1
 * @param quickReplies positions of its quick-reply buttons among all its buttons, from 0; the first accepts, the second
 *     rejects
 * @param unsupported the parts that Vuelta cannot fill, by the provider's names; empty for a template that can be sent
 */
public record MessageTemplate(
        String name,
        String language,
        String status,
        @Nullable MessageCategory category,
        List<String> header,
        boolean imageHeader,
        List<String> body,
        List<Integer> quickReplies,
        List<String> unsupported) {
    /** The parameter that falls back to the contact's name, because files seldom have a column called 1. */
    private static final String FIRST = "1";

    public MessageTemplate {
        header = List.copyOf(header);
        body = List.copyOf(body);
        quickReplies = List.copyOf(quickReplies);
        unsupported = List.copyOf(unsupported);
    }

    /** Whether its parameters have names, and not numbers. */
    public boolean named() {
        return Stream.concat(header.stream(), body.stream()).anyMatch(name -> !name.matches("[0-9]+"));
    }

    /**
     * The value of a parameter in the message to this contact; empty if it has no value of that name. A parameter is
     * looked up like a placeholder: name, contact, context, id, then the file's columns. A number is the column of that
     * name; {@code 1} without such a column is the contact's name.
     */
    public String value(String parameter, Contact contact) {
        String value = Placeholders.value(parameter, contact);
        return value.isBlank() && parameter.equals(FIRST) ? contact.data().name() : value;
    }

    /** The names of all its parameters, each once. */
    public List<String> parameters() {
        return Stream.concat(header.stream(), body.stream()).distinct().toList();
    }

    /** The parameters for which this contact has no value. */
    public List<String> missing(Contact contact) {
        return parameters().stream()
                .filter(parameter -> value(parameter, contact).isBlank())
                .toList();
    }
}
