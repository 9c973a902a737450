package io.vuelta.handlers.api.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the parameters of a query. An empty parameter counts as absent; errors name the invalid parameter.
 *
 * @param path the path of the request
 */
public record Query(String path, Map<String, String> parameters) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int MAX_LIMIT = 100;

    public Query {
        parameters = Map.copyOf(parameters);
    }

    /** Refuses every parameter that is not in this set: to ignore an unknown filter would give a wrong result. */
    public void allowOnly(Set<String> known) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw ApiError.invalid(
                            name,
                            "is not a parameter of this request; "
                                    + (known.isEmpty()
                                            ? "it has none"
                                            : "its parameters are "
                                                    + String.join(
                                                            ", ",
                                                            known.stream()
                                                                    .sorted()
                                                                    .toList())));
                });
    }

    /** What makes two requests ask for the same list: the path and the filters, but not the page. */
    String identity() {
        Map<String, String> filters = new TreeMap<>(parameters);
        filters.values().removeIf(String::isBlank);
        filters.keySet().removeAll(PageRequest.parameters());
        return path + "?" + filters + "\n";
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** The maximum number of entries of a page, 1 to 100, from {@code limit} or its alias {@code pageSize}. */
    public int limit(int otherwise) {
        Optional<Integer> limit = limit("limit");
        Optional<Integer> pageSize = limit("pageSize");
        if (limit.isPresent() && pageSize.isPresent() && !limit.equals(pageSize)) {
            throw ApiError.invalid("pageSize", "differs from limit; give only one of them");
        }
        return limit.or(() -> pageSize).orElse(otherwise);
    }

    private Optional<Integer> limit(String name) {
        return text(name).map(value -> {
            int limit = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
            if (limit < 1 || limit > MAX_LIMIT) {
                throw ApiError.invalid(name, "must be an integer from 1 to " + MAX_LIMIT);
            }
            return limit;
        });
    }

    /** A parameter whose value is one of a fixed set. */
    public <T> Optional<T> oneOf(String name, Function<String, Optional<T>> read, String known) {
        return text(name)
                .map(value -> read.apply(value).orElseThrow(() -> ApiError.invalid(name, "must be one of " + known)));
    }
}
