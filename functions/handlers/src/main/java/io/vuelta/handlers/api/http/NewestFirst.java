package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of a list whose newest entries come first. There is a page before every page but the first; only the way forward
 * has cursors.
 *
 * @param next the cursor of the next page; empty after the last
 */
public record NewestFirst<T>(List<T> entries, boolean hasPrevious, Optional<String> next) {
    private static final Set<String> PARAMETERS = Set.of("cursor", "limit");
    private static final Pattern POSITION = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final int PAGE = 20;

    public NewestFirst {
        entries = List.copyOf(entries);
    }

    /** Reads at most {@code limit} entries that come after the one with this id. */
    public interface Reader<T> {
        List<T> read(Optional<String> after, int limit);
    }

    /** The page that a request asks for; the id of an entry is what the cursor holds. */
    public static <T> NewestFirst<T> of(Query query, Reader<T> reader, Function<T, String> id) {
        query.allowOnly(PARAMETERS);
        int limit = query.limit(PAGE);
        Optional<String> after = Cursor.read(query, "cursor", POSITION).map(Matcher::group);
        List<T> read = reader.read(after, limit + 1);
        List<T> entries = read.subList(0, Math.min(limit, read.size()));
        Optional<String> next =
                read.size() > limit ? Optional.of(Cursor.of(id.apply(entries.getLast()))) : Optional.empty();
        return new NewestFirst<>(entries, after.isPresent(), next);
    }

    public ApiResponse answer(String name, Function<T, ObjectNode> json) {
        ObjectNode body = ApiResponse.success();
        ArrayNode list = body.putArray(name);
        entries.forEach(entry -> list.add(json.apply(entry)));
        body.put("has_next", next.isPresent())
                .put("has_previous", hasPrevious)
                .put("next_cursor", next.orElse(null))
                .putNull("previous_cursor");
        return ApiResponse.of(200, body);
    }
}
