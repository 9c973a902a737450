package io.vuelta.adapters.provider.http;

import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.line.Secrets.SecretUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The secret of a line. {@code toString} does not contain its values.
 *
 * @param name the name in Secrets Manager
 */
public record LineSecret(String name, Map<String, String> fields) {
    private static final String SECOND = "_2";

    public LineSecret {
        fields = Map.copyOf(fields);
    }

    /** Reads the secret. Throws {@link SecretUnavailable} if it cannot be read. */
    public static LineSecret of(Line line, Secrets secrets) {
        return new LineSecret(line.secret(), secrets.find(line.secret()));
    }

    /**
     * Whether a request was signed with a field of the line's secret, or with the field's second value, {@code
     * field_2}, which the secret has during a replacement. A secret that was replaced in the last minutes is read
     * again.
     *
     * @param signed whether the request was signed with this value
     * @throws SecretUnavailable if the secret cannot be read
     */
    public static boolean hasSigned(Line line, Secrets secrets, String field, Predicate<String> signed) {
        LineSecret kept = of(line, secrets);
        if (kept.hasSigned(field, signed)) {
            return true;
        }
        LineSecret now = new LineSecret(line.secret(), secrets.findAgain(line.secret()));
        return !now.equals(kept) && now.hasSigned(field, signed);
    }

    private boolean hasSigned(String field, Predicate<String> signed) {
        return Stream.of(text(field), text(field + SECOND))
                .filter(value -> !value.isEmpty())
                .anyMatch(signed);
    }

    /**
     * The secret with the second values, {@code <field>_2}, instead of the first ones: both are valid during a
     * replacement. Empty if it has no second value.
     */
    public Optional<LineSecret> second() {
        Map<String, String> second = new HashMap<>(fields);
        fields.forEach((field, value) -> {
            if (field.endsWith(SECOND) && !value.isBlank()) {
                second.put(field.substring(0, field.length() - SECOND.length()), value);
            }
        });
        return second.equals(fields) ? Optional.empty() : Optional.of(new LineSecret(name, second));
    }

    /** A field; empty if the secret does not have it. */
    public String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** A required field, not blank; throws {@link SecretUnavailable} that names the field. */
    public String required(String field) {
        String value = text(field);
        if (value.isBlank()) {
            throw unavailable("must have " + field);
        }
        return value;
    }

    /** {@code base_url}, without slashes at its end; {@code otherwise} if the secret has none. */
    public String baseUrl(String otherwise) {
        return fields.getOrDefault("base_url", otherwise).replaceFirst("/+$", "");
    }

    /** The error of an unusable secret, e.g. that it must have a field. */
    public SecretUnavailable unavailable(String remedy) {
        return new SecretUnavailable("secret " + name + " " + remedy);
    }

    @Override
    public String toString() {
        return "secret " + name;
    }
}
