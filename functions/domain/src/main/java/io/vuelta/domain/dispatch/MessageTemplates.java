package io.vuelta.domain.dispatch;

import io.vuelta.domain.line.Line;

/** The templates of a line's account at its provider. */
public interface MessageTemplates {
    /** One template; the answer may be some minutes old. Does not throw for errors of the provider or the network. */
    Found find(Line line, String name, String language);

    /** Removes a template from the cache, because the provider has refused a message with it. */
    default void forget(Line line, String name, String language) {
        // Does nothing if nothing is cached.
    }

    /** The result of the search. */
    sealed interface Found {
        record Known(MessageTemplate template) implements Found {}

        /** The provider has no template with this name in this language. */
        record NotThere() implements Found {}

        /**
         * The provider could not be reached; the request can be repeated later.
         *
         * @param reason the reason as a code, e.g. {@code PROVIDER_UNREACHABLE}
         */
        record Unavailable(String reason) implements Found {}
    }
}
