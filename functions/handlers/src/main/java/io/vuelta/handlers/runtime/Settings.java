package io.vuelta.handlers.runtime;

import java.time.Duration;
import java.util.Map;

/**
 * A function's settings: the environment that template.yaml gives it. No other code reads the environment. A missing or
 * malformed variable causes an error at start, which names the variable.
 */
public final class Settings {
    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    /**
     * The environment variables that Lambda sets. The constructors that Lambda calls use this method, so a function is
     * also primed here.
     */
    public static Map<String, String> environment() {
        Map<String, String> given = System.getenv();
        PrimingWiring.beforeSnapshot(given);
        return given;
    }

    public String text(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + name + " is not set; template.yaml must set it");
        }
        return value;
    }

    /** The value of a variable; empty if it is not set. */
    public String textOrEmpty(String name) {
        return environment.getOrDefault(name, "");
    }

    public Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    public int number(String name) {
        String value = text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("environment variable " + name + " must be a whole number: " + value, e);
        }
    }
}
