package io.vuelta.domain.phone;

import java.util.Optional;

/**
 * Parses a phone number that a person wrote into its canonical form. Pure: the same text in the same region always has
 * the same result.
 */
public interface NumberReader {
    /**
     * Reads one number.
     *
     * @param raw the text in the file, trimmed or not
     * @param region ISO 3166-1 alpha-2 code of the country of a number without country code
     */
    Reading read(String raw, String region);

    /** The result of reading. */
    sealed interface Reading {
        /** The number, without any repair. */
        record Plain(PhoneNumber number) implements Reading {}

        /**
         * The number, after a repair that the client should know.
         *
         * @param repair the repair as a code, such as {@code RETIRED_PREFIX}
         */
        record Repaired(PhoneNumber number, String repair) implements Reading {}

        /**
         * The text is not a number that can be called.
         *
         * @param reason a code such as {@code INVALID_PHONE_NUMBER}
         */
        record Unreadable(String reason) implements Reading {}

        /** The number that was read; empty if it cannot be called. */
        default Optional<PhoneNumber> canonical() {
            return switch (this) {
                case Plain plain -> Optional.of(plain.number());
                case Repaired repaired -> Optional.of(repaired.number());
                case Unreadable _ -> Optional.empty();
            };
        }
    }
}
