package io.vuelta.cloud.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces the intrinsic functions in a value of the template by their results. */
final class Values {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");
    private static final Object NO_VALUE = new Object();
    private static final String AWS_ADDRESS = ".execute-api.";

    /** Looks up the results of {@code Ref} and {@code Fn::GetAtt} for a resource. */
    interface Resources {
        /**
         * The value of a reference; empty if the template has no such resource. The attribute is empty for {@code Ref}.
         */
        Optional<Object> value(String logicalId, String attribute, Place place);
    }

    private final Map<String, Object> pseudoParameters;
    private final Map<String, Object> parameters;
    private final Section conditions;
    private final Resources resources;

    Values(String stackName, Map<String, Object> parameters, Section conditions, Resources resources) {
        this.pseudoParameters = Map.of(
                "AWS::Region",
                LocalAccount.REGION,
                "AWS::AccountId",
                LocalAccount.ID,
                "AWS::StackName",
                stackName,
                "AWS::StackId",
                "arn:aws:cloudformation:" + LocalAccount.REGION + ":" + LocalAccount.ID + ":stack/" + stackName
                        + "/local",
                "AWS::Partition",
                "aws",
                "AWS::URLSuffix",
                "amazonaws.com",
                "AWS::NoValue",
                NO_VALUE);
        this.parameters = parameters;
        this.conditions = conditions;
        this.resources = resources;
    }

    /**
     * Resolves a value. Entries of maps and lists that are {@code AWS::NoValue} are removed; for {@code AWS::NoValue}
     * itself the result is null.
     */
    @Nullable
    Object resolve(@Nullable Object value, Place place) {
        @Nullable Object resolved = resolved(value, place);
        return resolved == NO_VALUE ? null : resolved;
    }

    boolean condition(String name, Place place) {
        if (!conditions.has(name)) {
            throw place.wrong("names the condition " + name + ", which the template does not have");
        }
        return truth(conditions.entries().get(name), conditions.place().in(name));
    }

    private @Nullable Object resolved(@Nullable Object value, Place place) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> isIntrinsic(map) ? intrinsic(map, place) : entries(map, place);
            case List<?> list -> items(list, place);
            default -> value;
        };
    }

    private static boolean isIntrinsic(Map<?, ?> map) {
        if (map.size() != 1) {
            return false;
        }
        String key = String.valueOf(map.keySet().iterator().next());
        return key.equals("Ref") || key.startsWith("Fn::");
    }

    private Map<String, Object> entries(Map<?, ?> map, Place place) {
        var resolved = new LinkedHashMap<String, Object>();
        map.forEach((key, entry) -> {
            String name = String.valueOf(key);
            @Nullable Object value = resolve(entry, place.in(name));
            if (value != null) {
                resolved.put(name, value);
            }
        });
        return resolved;
    }

    private List<Object> items(List<?> list, Place place) {
        var resolved = new ArrayList<Object>();
        for (int i = 0; i < list.size(); i++) {
            @Nullable Object value = resolve(list.get(i), place.at(i));
            if (value != null) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private @Nullable Object intrinsic(Map<?, ?> map, Place place) {
        var call = map.entrySet().iterator().next();
        String function = String.valueOf(call.getKey());
        @Nullable Object argument = call.getValue();
        return switch (function) {
            case "Ref" -> reference(String.valueOf(argument), place);
            case "Fn::GetAtt" -> attribute(argument, place);
            case "Fn::Sub" -> substitute(argument, place);
            case "Fn::Join" -> join(argument, place);
            case "Fn::Select" -> select(argument, place);
            case "Fn::Split" -> split(argument, place);
            case "Fn::If" -> choose(argument, place);
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" -> truth(map, place);
            default ->
                throw place.unsupported("the function " + function
                        + " (known are Ref, GetAtt, Sub, Join, Select, Split, If, Equals, Not, And, Or)");
        };
    }

    private Object reference(String name, Place place) {
        return Optional.ofNullable(pseudoParameters.get(name))
                .or(() -> Optional.ofNullable(parameters.get(name)))
                .or(() -> resources.value(name, "", place))
                .orElseThrow(() -> place.wrong("refers to " + name + ", which the template does not have"));
    }

    private Object attribute(@Nullable Object argument, Place place) {
        if (argument instanceof String dotted) {
            return attributeOf(dotted, place);
        }
        if (argument instanceof List<?> parts && parts.size() == 2) {
            return attributeOf(parts.get(0) + "." + parts.get(1), place);
        }
        throw place.wrong("needs Fn::GetAtt with a resource and an attribute");
    }

    private Object attributeOf(String dotted, Place place) {
        int dot = dotted.indexOf('.');
        if (dot < 0) {
            throw place.wrong("needs an attribute after " + dotted);
        }
        return resources
                .value(dotted.substring(0, dot), dotted.substring(dot + 1), place)
                .orElseThrow(() ->
                        place.wrong("refers to " + dotted.substring(0, dot) + ", which the template does not have"));
    }

    private String substitute(@Nullable Object argument, Place place) {
        if (argument instanceof String text) {
            return substitute(text, Map.of(), place);
        }
        if (argument instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Map<?, ?> names) {
            return substitute(String.valueOf(list.get(0)), entries(names, place), place);
        }
        throw place.wrong("needs Fn::Sub with a text, or with a text and a map");
    }

    private String substitute(String text, Map<String, Object> names, Place place) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        var result = new StringBuilder();
        while (placeholder.find()) {
            String name = Objects.requireNonNull(placeholder.group(2));
            boolean literal = !Objects.requireNonNull(placeholder.group(1)).isEmpty();
            String value = literal ? "${" + name + "}" : placeholder(name.strip(), names, place);
            placeholder.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        placeholder.appendTail(result);
        if (result.indexOf(AWS_ADDRESS) >= 0) {
            throw place.unsupported(
                    "an address at AWS; take !GetAtt <HttpApi>.ApiEndpoint, which is right there and here");
        }
        return result.toString();
    }

    private String placeholder(String name, Map<String, Object> names, Place place) {
        @Nullable Object own = names.get(name);
        if (own != null) {
            return Section.asText(own, place);
        }
        return Section.asText(name.contains(".") ? attributeOf(name, place) : reference(name, place), place);
    }

    private String join(@Nullable Object argument, Place place) {
        if (resolve(argument, place) instanceof List<?> call
                && call.size() == 2
                && call.get(0) instanceof String delimiter
                && call.get(1) instanceof List<?> parts) {
            return String.join(
                    delimiter,
                    parts.stream().map(part -> Section.asText(part, place)).toList());
        }
        throw place.wrong("needs Fn::Join with a delimiter and a list");
    }

    private Object select(@Nullable Object argument, Place place) {
        if (resolve(argument, place) instanceof List<?> call
                && call.size() == 2
                && call.get(0) instanceof Integer index
                && call.get(1) instanceof List<?> items
                && index >= 0
                && index < items.size()) {
            return Objects.requireNonNull(items.get(index));
        }
        throw place.wrong("needs Fn::Select with an index and a list that has it");
    }

    private List<String> split(@Nullable Object argument, Place place) {
        if (resolve(argument, place) instanceof List<?> call
                && call.size() == 2
                && call.get(0) instanceof String delimiter
                && call.get(1) instanceof String text) {
            return List.of(text.split(Pattern.quote(delimiter), -1));
        }
        throw place.wrong("needs Fn::Split with a delimiter and a text");
    }

    private @Nullable Object choose(@Nullable Object argument, Place place) {
        if (argument instanceof List<?> call && call.size() == 3) {
            return resolved(condition(String.valueOf(call.get(0)), place) ? call.get(1) : call.get(2), place);
        }
        throw place.wrong("needs Fn::If with a condition and two values");
    }

    private boolean truth(@Nullable Object value, Place place) {
        if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
            throw place.wrong("must be a condition");
        }
        var call = map.entrySet().iterator().next();
        @Nullable Object argument = call.getValue();
        if (call.getKey().equals("Condition")) {
            return condition(String.valueOf(argument), place);
        }
        if (!(argument instanceof List<?> operands)) {
            throw place.wrong("must be a condition with a list of operands");
        }
        return switch (String.valueOf(call.getKey())) {
            case "Fn::Equals" ->
                operands.size() == 2 && text(operands.get(0), place).equals(text(operands.get(1), place));
            case "Fn::Not" -> !truth(operands.getFirst(), place);
            case "Fn::And" -> operands.stream().allMatch(operand -> truth(operand, place));
            case "Fn::Or" -> operands.stream().anyMatch(operand -> truth(operand, place));
            default -> throw place.unsupported("the condition " + call.getKey() + " (known are Equals, Not, And, Or)");
        };
    }

    private String text(@Nullable Object value, Place place) {
        return String.valueOf(resolve(value, place));
    }
}
