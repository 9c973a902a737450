package io.vuelta.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The options of a benchmark: system properties, of which an empty one counts as not given. */
final class Options {
    private Options() {}

    static int integer(String name, int otherwise) {
        String given = text(name);
        return given.isEmpty() ? otherwise : Integer.parseInt(given);
    }

    static double decimal(String name, double otherwise) {
        String given = text(name);
        return given.isEmpty() ? otherwise : Double.parseDouble(given);
    }

    static boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    static List<Integer> integers(String name, String otherwise) {
        String given = text(name);
        return Arrays.stream((given.isEmpty() ? otherwise : given).split(",", -1))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
    }

    /** The texts of an option, separated by commas; empty if the option is not given. */
    static List<String> texts(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(String::strip)
                .filter(given -> !given.isEmpty())
                .toList();
    }

    /** The number with this key in {@code -Dname=key:number,…}; {@code otherwise} if there is none. */
    static double decimal(String name, String key, double otherwise) {
        return Arrays.stream(text(name).split(",", -1))
                .map(pair -> pair.split(":", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(key))
                .mapToDouble(pair -> Double.parseDouble(pair[1]))
                .findFirst()
                .orElse(otherwise);
    }

    /** The directory for results. */
    static Path directory() {
        return Path.of(System.getProperty("directory", "target"));
    }

    /** The directory of the project, with template.yaml. */
    static Path project() {
        return Path.of(System.getProperty("project", "../.."));
    }

    private static String text(String name) {
        return System.getProperty(name, "").strip();
    }
}
