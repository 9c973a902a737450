package io.vuelta.domain.phone;

import java.util.Optional;

/** Makes a canonical number of what a person wrote. Pure: the same text in the same region always reads the same. */
public interface NumberReader {
    /**
     * Reads one number.
     *
     * @param raw the text in the file, trimmed or not
     * @param region ISO 3166-1 alpha-2 code of the country in which a number without country code is read
     */
    Reading read(String raw, String region);

    /** The result of reading. */
    sealed interface Reading {
        /** The number as it was meant; nothing had to be mended. */
        record Plain(PhoneNumber number) implements Reading {}

        /**
         * The number, after a repair that the client should know.
         *
         * @param repair as a code such as {@code RETIRED_PREFIX}
         */
        record Repaired(PhoneNumber number, String repair) implements Reading {}

        /**
         * Not a number that can be called.
         *
         * @param reason a code such as {@code INVALID_PHONE_NUMBER}
         */
        record Unreadable(String reason) implements Reading {}

        /** The number that was read; empty if it cannot be called. */
        default Optional<PhoneNumber> canonical() {
            return switch (this) {
                case Plain plain -> Optional.of(plain.number());
                case Repaired repaired -> Optional.of(repaired.number());
                case Unreadable unreadable -> Optional.empty();
            };
        }
    }
}
