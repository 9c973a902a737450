package io.vuelta.cloud.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A filter of an event source mapping, in the form of EventBridge's patterns: every field of the pattern must be in the
 * record, with one of the values listed. The supported forms of a value are a text and {@code {"prefix": …}}.
 */
public record FilterPattern(List<Test> tests) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("awsRegion", "dynamodb", "eventID", "eventName", "eventSource", "eventVersion", "userIdentity");
    private static final Set<String> EVENT_NAMES = Set.of("INSERT", "MODIFY", "REMOVE");

    public FilterPattern {
        tests = List.copyOf(tests);
    }

    /** A field by its path and its permitted texts and prefixes. */
    public record Test(List<String> path, Set<String> texts, List<String> prefixes) {
        public Test {
            path = List.copyOf(path);
            texts = Set.copyOf(texts);
            prefixes = List.copyOf(prefixes);
        }

        private boolean holds(JsonNode record) {
            JsonNode node = record;
            for (String name : path) {
                node = node.path(name);
            }
            if (!node.isTextual()) {
                return false;
            }
            String text = node.textValue();
            return texts.contains(text) || prefixes.stream().anyMatch(text::startsWith);
        }
    }

    /**
     * Reads a pattern's JSON.
     *
     * @throws IllegalArgumentException if the text is not a pattern, or has a form that is not supported
     */
    public static FilterPattern parse(String pattern) {
        JsonNode root;
        try {
            root = JSON.readTree(pattern);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + pattern, e);
        }
        var tests = new ArrayList<Test>();
        collect(root, List.of(), tests);
        for (Test test : tests) {
            check(test);
        }
        return new FilterPattern(tests);
    }

    private static void check(Test test) {
        String field = test.path().getFirst();
        if (!FIELDS.contains(field)) {
            throw new IllegalArgumentException("no record has the field " + field);
        }
        if (field.equals("eventName") && !EVENT_NAMES.containsAll(test.texts())) {
            throw new IllegalArgumentException("eventName is one of INSERT, MODIFY, REMOVE, not " + test.texts());
        }
    }

    private static void collect(JsonNode node, List<String> path, List<Test> tests) {
        if (node.isArray() && !path.isEmpty()) {
            tests.add(test(node, path));
        } else if (node.isObject() && !node.isEmpty()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (field.getKey().startsWith("$")) {
                    throw new IllegalArgumentException(field.getKey() + " in a pattern");
                }
                var deeper = new ArrayList<>(path);
                deeper.add(field.getKey());
                collect(field.getValue(), deeper, tests);
            }
        } else {
            throw new IllegalArgumentException(
                    String.join(".", path) + " must be an object with fields, or a list of values, not " + node);
        }
    }

    private static Test test(JsonNode values, List<String> path) {
        var texts = new java.util.HashSet<String>();
        var prefixes = new ArrayList<String>();
        for (JsonNode value : values) {
            if (value.isTextual()) {
                texts.add(value.textValue());
            } else if (value.size() == 1 && value.path("prefix").isTextual()) {
                prefixes.add(value.path("prefix").textValue());
            } else {
                throw new IllegalArgumentException(
                        value + " at " + String.join(".", path) + "; known are texts and {\"prefix\": …}");
            }
        }
        if (texts.isEmpty() && prefixes.isEmpty()) {
            throw new IllegalArgumentException(String.join(".", path) + " has an empty list, which nothing matches");
        }
        return new Test(path, texts, prefixes);
    }

    /** Whether a record matches; the record has the form in which Lambda passes it to a function. */
    public boolean matches(JsonNode record) {
        return tests.stream().allMatch(test -> test.holds(record));
    }
}
