package io.vuelta.handlers.runtime;

import java.time.Duration;
import java.util.Map;

/**
 * A function's settings: the environment that template.yaml gives it. No other code reads the environment. A missing or
 * malformed variable is an error at start that names it.
 */
public final class Settings {
    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    /** As Lambda gives them. Lambda's constructor of a function asks for them, so this is when a function is primed. */
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

    /** Empty where it is not set. */
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
