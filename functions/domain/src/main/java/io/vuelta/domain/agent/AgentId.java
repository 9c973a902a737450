package io.vuelta.domain.agent;

/**
 * An agent's name in the API.
 *
 * @param value a UUID
 */
public record AgentId(String value) {
    public AgentId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an agent id is empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
