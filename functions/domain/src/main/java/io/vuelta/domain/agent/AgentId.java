package io.vuelta.domain.agent;

/**
 * The id of an agent.
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
