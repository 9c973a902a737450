package io.vuelta.cloud.template;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement of a function's policies, references resolved.
 *
 * @param resources ARNs, in which {@code *} stands for anything
 * @param leadingKeys the statement is about items whose partition key is one of these; empty for any
 */
public record PolicyStatement(boolean allows, List<String> actions, List<String> resources, Set<String> leadingKeys) {
    public PolicyStatement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        leadingKeys = Set.copyOf(leadingKeys);
    }

    static PolicyStatement of(Section statement) {
        Section keys = statement.section("Condition").section("ForAnyValue:StringEquals");
        return new PolicyStatement(
                statement.requiredText("Effect").equals("Allow"),
                texts(statement, "Action"),
                texts(statement, "Resource"),
                texts(keys, "dynamodb:LeadingKeys").stream().collect(Collectors.toUnmodifiableSet()));
    }

    private static List<String> texts(Section section, String key) {
        return section.entries().get(key) instanceof List<?>
                ? section.texts(key)
                : section.text(key).stream().toList();
    }

    /** Whether the statement applies to this action on this resource, for an item with this key. */
    public boolean isAbout(String action, String resource, String leadingKey) {
        return actions.stream().anyMatch(pattern -> matches(pattern, action))
                && resources.stream().anyMatch(pattern -> matches(pattern, resource))
                && (leadingKeys.isEmpty() || leadingKeys.contains(leadingKey));
    }

    /** Whether the text matches an IAM pattern. */
    public static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        return text.matches(java.util.Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
