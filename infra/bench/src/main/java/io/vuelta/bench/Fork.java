package io.vuelta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A part of a benchmark in a process of its own, with a heap of its own. */
final class Fork {
    /** The prefix of a command that runs on one core, if {@link #canPin}. */
    static final List<String> ON_ONE_CORE = List.of("taskset", "-c", "0");

    private Fork() {}

    /** Whether the machine can bind a process to one core. */
    static boolean canPin() throws InterruptedException {
        List<String> command = new ArrayList<>(ON_ONE_CORE);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Runs {@link Main} and returns the figures of its output, {@code name=value …}, by name.
     *
     * @param before the prefix of the command, before {@code java}
     * @param options of the virtual machine
     * @param arguments of {@link Main}
     */
    static Map<String, String> run(List<String> before, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        return run(before, options, arguments, Map.of());
    }

    /** The same, with additional environment variables. */
    static Map<String, String> run(
            List<String> before, List<String> options, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), "io.vuelta.bench.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(arguments + " ended with " + process.exitValue() + ": " + said);
        }
        Map<String, String> measured = new HashMap<>();
        for (String word : said.strip().split(" ", -1)) {
            int equals = word.indexOf('=');
            measured.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return measured;
    }

    /** One figure of the process's output. */
    static double number(Map<String, String> measured, String name) {
        String value = measured.get(name);
        if (value == null) {
            throw new IllegalStateException("the process did not say " + name + ": " + measured);
        }
        return Double.parseDouble(value);
    }
}
