package io.vuelta.handlers.api.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page of a list a request asks for. The parameter {@code limit} is also accepted as {@code pageSize}. {@code
 * cursor} and {@code page} are the same parameter: its value is a cursor from a response, or the number of a page, from
 * 1.
 *
 * @param limit maximum number of entries of the page, 1 to 100
 */
public record PageRequest(int limit, Start start) {
    private static final Set<String> NAMES = Set.of("limit", "pageSize", "cursor", "page");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    /** Maximum number of entries before a page that is requested by its number: they must be read to find the page. */
    static final int MAX_BEFORE_NUMBERED = 5_000;

    /** The position at which a page begins or ends. Positions are between two entries. */
    public sealed interface Start {
        /** The page begins after this number of entries. */
        record Skipping(int entries) implements Start {}

        /** The page begins at this position. */
        record At(Matcher position) implements Start {}

        /** The page ends at this position: it is the page before another one. */
        record Before(Matcher position) implements Start {}
    }

    public boolean isFirst() {
        return start instanceof Start.Skipping skipping && skipping.entries() == 0;
    }

    /** The names of a list's query parameters: those for pages, and these filters. */
    public static Set<String> parameters(String... filters) {
        return parameters(List.of(filters));
    }

    /** The names of a list's query parameters: those for pages, and these filters. */
    public static Set<String> parameters(List<String> filters) {
        Set<String> names = new HashSet<>(NAMES);
        names.addAll(filters);
        return Set.copyOf(names);
    }

    /**
     * Reads the parameters of a query.
     *
     * @param otherwise the limit if the query has none
     * @param shape the pattern of a position
     */
    public static PageRequest of(Query query, int otherwise, Pattern shape) {
        int limit = query.limit(otherwise);
        return new PageRequest(limit, start(query, limit, shape));
    }

    private static Start start(Query query, int limit, Pattern shape) {
        String name = query.text("cursor").isPresent() ? "cursor" : "page";
        Optional<String> text = query.text(name);
        if (text.isEmpty()) {
            return new Start.Skipping(0);
        }
        if (query.text("page").filter(page -> !page.equals(text.get())).isPresent()) {
            throw ApiError.invalid("page", "differs from cursor; give only one of them");
        }
        if (NUMBER.matcher(text.get()).matches()) {
            return numbered(name, Integer.parseInt(text.get()), limit);
        }
        return Cursor.before(query, text.get(), name, shape)
                .<Start>map(Start.Before::new)
                .orElseGet(() -> new Start.At(Cursor.at(query, text.get(), name, shape)));
    }

    private static Start numbered(String name, int number, int limit) {
        long skipped = (number - 1L) * limit;
        if (skipped < 0 || skipped > MAX_BEFORE_NUMBERED) {
            throw ApiError.invalid(
                    name,
                    "must be at least 1 if it is a number, with at most " + MAX_BEFORE_NUMBERED
                            + " entries before it; for later pages use next_cursor");
        }
        return new Start.Skipping((int) skipped);
    }

    /** The name under which the position was given. */
    public static String nameOf(Query query) {
        return query.text("cursor").isPresent() ? "cursor" : "page";
    }
}
