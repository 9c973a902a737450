package io.vuelta.domain.agent;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of an agent.
 *
 * @param value a UUID in small letters; capitals have the same meaning
 */
public record AgentId(String value) {
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public AgentId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an agent id is empty");
        }
        if (UUID.matcher(value).matches()) {
            value = value.toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
