package io.vuelta.domain.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A constant of an enum that has a name outside of this code, such as in the API. */
public interface WireName {
    /** The constant's name in this code. */
    String name();

    /** The constant's name outside of this code. */
    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first of these constants with this name; empty if there is none. */
    static <T extends WireName> Optional<T> find(T[] constants, String wire) {
        return Arrays.stream(constants)
                .filter(constant -> constant.wire().equals(wire))
                .findFirst();
    }

    /** The names of these constants, in their order. */
    static List<String> all(WireName... constants) {
        return Arrays.stream(constants).map(WireName::wire).toList();
    }
}
