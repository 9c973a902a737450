package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The links of a response to the next and the previous page.
 *
 * @param list the request that the response answers
 * @param next the position at which the next page begins; empty on the last page
 * @param previous the position at which the previous page ends; empty on the first page
 */
public record PageLinks(Query list, Optional<String> next, Optional<String> previous) {
    /** The links of a list that has one page only. */
    public static final PageLinks NONE = new PageLinks(new Query("", Map.of()), Optional.empty(), Optional.empty());

    /**
     * Adds the links and the total to the body of a response.
     *
     * @param total number of entries of all pages; null if it is not known without reading them
     */
    public ObjectNode addTo(ObjectNode body, @Nullable Long total) {
        String nextCursor = next.map(position -> Cursor.of(list, position)).orElse(null);
        return body.put("has_next", next.isPresent())
                .put("has_previous", previous.isPresent())
                .put("next_cursor", nextCursor)
                .put(
                        "previous_cursor",
                        previous.map(position -> Cursor.ofBefore(list, position))
                                .orElse(null))
                .put("next_page", nextCursor)
                .put("total_count", total);
    }
}
