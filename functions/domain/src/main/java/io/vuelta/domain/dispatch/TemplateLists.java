package io.vuelta.domain.dispatch;

import io.vuelta.domain.line.Line;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All templates of a line's account, as they are at its provider now. */
public interface TemplateLists {
    /**
     * A page of templates, in the provider's order. Does not throw for what a provider or a network may do.
     *
     * @param from where it begins or ends, as another page says; empty for the first
     * @param limit 1 to 100
     */
    Listing list(Line line, Optional<Position> from, int limit);

    /**
     * A place between two templates, by the provider's own word for it.
     *
     * @param isEnd whether the page ends there, and not begins
     */
    record Position(String cursor, boolean isEnd) {}

    /** The provider's answer. */
    sealed interface Listing {
        /**
         * A page.
         *
         * @param next where the next one begins; empty after the last
         * @param previous where the one before ends; empty before the first
         */
        record Page(List<Listed> templates, Optional<String> next, Optional<String> previous) implements Listing {
            public Page {
                templates = List.copyOf(templates);
            }
        }

        /**
         * It could not be asked; another time.
         *
         * @param reason as a code, e.g. {@code PROVIDER_UNREACHABLE}
         */
        record Unavailable(String reason) implements Listing {}
    }

    /**
     * A template with its texts.
     *
     * @param id the provider's
     * @param category in the provider's own word, e.g. {@code MARKETING}
     * @param headerFormat in the provider's own word, e.g. {@code TEXT}; null for no header
     * @param headerText null where the header is none
     * @param body with its placeholders
     * @param footer null for none
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
     * @param type in the provider's own word, e.g. {@code QUICK_REPLY}
     * @param target the address or number that it leads to; null for none
     */
    record Button(String type, String text, @Nullable String target) {}
}
