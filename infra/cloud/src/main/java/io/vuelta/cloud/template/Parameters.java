package io.vuelta.cloud.template;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section Parameters: the value of each, given or by default, checked against its limits. */
final class Parameters {
    private static final Map<String, String> FOR_PEOPLE = Map.of(
            "Description", "for people",
            "ConstraintDescription", "for people",
            "NoEcho", "nothing is shown here");

    private Parameters() {}

    static Map<String, Object> read(Section declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw declared.place().in(name).wrong("is given a value but the template has no such parameter");
            }
        }
        var values = new HashMap<String, Object>();
        for (String name : declared.entries().keySet()) {
            values.put(name, value(declared.section(name), Optional.ofNullable(given.get(name))));
        }
        return Map.copyOf(values);
    }

    private static Object value(Section parameter, Optional<String> given) {
        parameter.allow(
                Set.of(
                        "Type",
                        "Default",
                        "AllowedValues",
                        "AllowedPattern",
                        "MinValue",
                        "MaxValue",
                        "MinLength",
                        "MaxLength"),
                FOR_PEOPLE);
        String value = given.or(() -> parameter.text("Default"))
                .orElseThrow(() -> parameter.place().wrong("has no default and was given no value"));
        check(parameter, value);
        return switch (parameter.requiredText("Type")) {
            case "String", "Number" -> value;
            case "CommaDelimitedList" -> List.of(value.split("\\s*,\\s*", -1));
            default -> throw parameter.place().in("Type").unsupported("known are String, Number, CommaDelimitedList");
        };
    }

    private static void check(Section parameter, String value) {
        List<String> allowed = parameter.texts("AllowedValues");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw parameter.place().wrong("must be one of " + allowed + ", not " + value);
        }
        parameter
                .text("AllowedPattern")
                .filter(pattern -> !value.matches(pattern))
                .ifPresent(pattern -> {
                    throw parameter.place().wrong("must match " + pattern + ", not " + value);
                });
        int length = value.length();
        if (length < parameter.number("MinLength", 0, 0, Integer.MAX_VALUE)
                || length > parameter.number("MaxLength", Integer.MAX_VALUE, 0, Integer.MAX_VALUE)) {
            throw parameter.place().wrong("has " + length + " characters, outside its limits");
        }
        if (parameter.requiredText("Type").equals("Number")) {
            checkNumber(parameter, value);
        }
    }

    private static void checkNumber(Section parameter, String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException _) {
            throw parameter.place().wrong("must be a number, not " + value);
        }
        boolean low = parameter
                .text("MinValue")
                .filter(least -> number.compareTo(new BigDecimal(least)) < 0)
                .isPresent();
        boolean high = parameter
                .text("MaxValue")
                .filter(most -> number.compareTo(new BigDecimal(most)) > 0)
                .isPresent();
        if (low || high) {
            throw parameter
                    .place()
                    .wrong("must be from " + parameter.text("MinValue").orElse("any") + " to "
                            + parameter.text("MaxValue").orElse("any") + ", not " + value);
        }
    }
}
