package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The links of an answer to the pages beside its own.
 *
 * @param next the position at which the next page begins; empty after the last
 * @param previous the position at which the page before ends; empty before the first
 */
public record PageLinks(Optional<String> next, Optional<String> previous) {
    /** The only page. */
    public static final PageLinks NONE = new PageLinks(Optional.empty(), Optional.empty());

    /**
     * Adds it to an answer.
     *
     * @param total entries of all pages; null where that is not known without reading them
     */
    public ObjectNode addTo(ObjectNode body, @Nullable Long total) {
        String nextCursor = next.map(Cursor::of).orElse(null);
        return body.put("has_next", next.isPresent())
                .put("has_previous", previous.isPresent())
                .put("next_cursor", nextCursor)
                .put("previous_cursor", previous.map(Cursor::ofBefore).orElse(null))
                .put("next_page", nextCursor)
                .put("total_count", total);
    }
}
