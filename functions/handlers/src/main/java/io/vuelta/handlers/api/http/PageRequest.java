package io.vuelta.handlers.api.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page of a list a request asks for. {@code limit} may be called {@code pageSize}; {@code cursor} and {@code page} are
 * one, too, and take a cursor that an answer gave, or the number of a page, from 1.
 *
 * @param limit entries a page, 1 to 100
 */
public record PageRequest(int limit, Start start) {
    private static final Set<String> NAMES = Set.of("limit", "pageSize", "cursor", "page");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    /** Entries that a page which is asked for by its number may have before it: they are read to find it. */
    static final int MAX_BEFORE_NUMBERED = 5_000;

    /** The position at which a page begins or ends. Positions are between two entries. */
    public sealed interface Start {
        /** It begins after so many entries. */
        record Skipping(int entries) implements Start {}

        /** It begins here. */
        record At(Matcher position) implements Start {}

        /** It ends here: a page before another. */
        record Before(Matcher position) implements Start {}
    }

    public boolean isFirst() {
        return start instanceof Start.Skipping skipping && skipping.entries() == 0;
    }

    /** The parameters of a list: those of its pages, and its filters. */
    public static Set<String> parameters(String... filters) {
        return parameters(List.of(filters));
    }

    /** The same. */
    public static Set<String> parameters(List<String> filters) {
        Set<String> names = new HashSet<>(NAMES);
        names.addAll(filters);
        return Set.copyOf(names);
    }

    /**
     * Reads it.
     *
     * @param otherwise the limit where none is given
     * @param shape of a position
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
        return Cursor.before(text.get(), name, shape)
                .<Start>map(Start.Before::new)
                .orElseGet(() -> new Start.At(Cursor.at(text.get(), name, shape)));
    }

    private static Start numbered(String name, int number, int limit) {
        long skipped = (number - 1L) * limit;
        if (skipped < 0 || skipped > MAX_BEFORE_NUMBERED) {
            throw ApiError.invalid(
                    name,
                    "as a number must be at least 1 and have at most " + MAX_BEFORE_NUMBERED
                            + " entries before it; continue with next_cursor");
        }
        return new Start.Skipping((int) skipped);
    }

    /** The name under which the position was given. */
    public static String nameOf(Query query) {
        return query.text("cursor").isPresent() ? "cursor" : "page";
    }
}
