package io.vuelta.domain.dispatch;

import io.vuelta.domain.line.Line;

/** The templates of a line's account at its provider. */
public interface MessageTemplates {
    /** One template; the answer may be some minutes old. Does not throw for errors of the provider or the network. */
    Found find(Line line, String name, String language);

    /** The provider has refused a message made from it: it is not to be answered from memory next time. */
    default void forget(Line line, String name, String language) {
        // Does nothing if nothing is cached.
    }

    /** The result of the search. */
    sealed interface Found {
        record Known(MessageTemplate template) implements Found {}

        /** The provider has none of that name in that language. */
        record NotThere() implements Found {}

        /**
         * It could not be asked; another time.
         *
         * @param reason as a code, e.g. {@code PROVIDER_UNREACHABLE}
         */
        record Unavailable(String reason) implements Found {}
    }
}
