package io.vuelta.cloud.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of the template with its references resolved, and its place in the template. */
record Section(Map<String, Object> entries, Place place) {
    static Section of(@Nullable Object value, Place place) {
        if (value == null) {
            return new Section(Map.of(), place);
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw place.wrong("must be a map");
        }
        var entries = new LinkedHashMap<String, Object>();
        map.forEach((key, entry) -> {
            if (entry != null) {
                entries.put(String.valueOf(key), entry);
            }
        });
        return new Section(entries, place);
    }

    /** Refuses properties that are in neither table. */
    void allow(Set<String> honoured, Map<String, String> withoutEffect) {
        for (String key : entries.keySet()) {
            if (!honoured.contains(key) && !withoutEffect.containsKey(key)) {
                throw place.in(key)
                        .unsupported("known here are " + String.join(", ", new java.util.TreeSet<>(honoured)));
            }
        }
    }

    void allow(String... honoured) {
        allow(Set.of(honoured), Map.of());
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(entries.get(key)).map(value -> asText(value, place.in(key)));
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> place.in(key).wrong("is missing"));
    }

    int number(String key, int otherwise, int least, int most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = new BigDecimal(text.get()).intValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException _) {
            // The check of the limits below reports it.
        }
        throw place.in(key).wrong("must be a whole number from " + least + " to " + most + ", not " + text.get());
    }

    Duration seconds(String key, int otherwise, int least, int most) {
        return Duration.ofSeconds(number(key, otherwise, least, most));
    }

    boolean flag(String key) {
        return switch (text(key).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw place.in(key).wrong("must be true or false");
        };
    }

    Section section(String key) {
        return of(entries.get(key), place.in(key));
    }

    List<Section> sections(String key) {
        var found = new ArrayList<Section>();
        for (Object item : items(key)) {
            found.add(of(item, place.in(key).at(found.size())));
        }
        return found;
    }

    List<String> texts(String key) {
        var found = new ArrayList<String>();
        for (Object item : items(key)) {
            found.add(asText(item, place.in(key).at(found.size())));
        }
        return found;
    }

    private List<?> items(String key) {
        @Nullable Object value = entries.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw place.in(key).wrong("must be a list");
    }

    static String asText(Object value, Place place) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw place.wrong("must be a text");
    }
}
