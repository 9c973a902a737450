package io.vuelta.handlers.api.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
final class NearestName {
    private static final int MAX_DISTANCE = 3;

    private NearestName() {}

    /** The known name that differs by the fewest letters, if the difference is small enough for a typing error. */
    static Optional<String> of(String given, Collection<String> known) {
        String plain = plain(given);
        int most = Math.min(MAX_DISTANCE, Math.max(1, plain.length() / 3));
        return known.stream()
                .filter(name -> distance(plain, plain(name)) <= most)
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The name without the differences between camelCase and snake_case. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** The Levenshtein distance: how many letters must be added, deleted or replaced. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int changed = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
