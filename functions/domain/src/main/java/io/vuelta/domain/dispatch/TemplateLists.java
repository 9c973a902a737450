package io.vuelta.domain.dispatch;

import io.vuelta.domain.line.Line;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All templates of a line's account, in their current state at the provider. */
public interface TemplateLists {
    /**
     * A page of templates, in the provider's order. Does not throw for errors of the provider or the network.
     *
     * @param from where the page begins or ends, from another page; empty for the first page
     * @param limit 1 to 100
     */
    Listing list(Line line, Optional<Position> from, int limit);

    /**
     * A position between two templates, as a cursor of the provider.
     *
     * @param isEnd whether the page ends at this position; otherwise it begins there
     */
    record Position(String cursor, boolean isEnd) {}

    /** The provider's answer. */
    sealed interface Listing {
        /**
         * A page.
         *
         * @param next where the next page begins; empty on the last page
         * @param previous where the previous page ends; empty on the first page
         */
        record Page(List<Listed> templates, Optional<String> next, Optional<String> previous) implements Listing {
            public Page {
                templates = List.copyOf(templates);
            }
        }

        /**
         * The provider could not be reached; the request can be repeated later.
         *
         * @param reason the reason as a code, e.g. {@code PROVIDER_UNREACHABLE}
         */
        record Unavailable(String reason) implements Listing {}
    }

    /**
     * A template with its texts.
     *
     * @param id the provider's id of the template
     * @param category the provider's name of the category, e.g. {@code MARKETING}
     * @param headerFormat the provider's name of the header's format, e.g. {@code TEXT}; null for no header
     * @param headerText the text of the header; null if there is no text header
     * @param body the text of the body, with its placeholders
     * @param footer the text of the footer; null for none
     */
    record Listed(
            MessageTemplate template,
            String id,
            String category,
            @Nullable String headerFormat,
            @Nullable String headerText,
            String body,
            @Nullable String footer,
            List<Button> buttons) {
        public Listed {
            buttons = List.copyOf(buttons);
        }
    }

    /**
     * A button.
     *
     * @param type the provider's name of the button's type, e.g. {@code QUICK_REPLY}
     * @param target the address or number that it leads to; null for none
     */
    record Button(String type, String text, @Nullable String target) {}
}
