package io.vuelta.local;

import io.vuelta.cloud.rude.Rudeness;
import io.vuelta.cloud.streams.StreamSettings;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * {@code mvn -Plocal}: starts the system, runs the sample campaigns, and stays up until it is interrupted; with {@code
 * check} it only checks a contact file, with {@code doctor} only the counts of a campaign. Its properties are described
 * in infra/docs/local.md.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            run(out);
        } catch (RuntimeException e) {
            out.println("Vuelta cannot run: " + e.getMessage());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                out.println("  because: " + cause.getMessage());
            }
            System.exit(1);
        }
    }

    private static void run(PrintStream out) throws Exception {
        Path project = Path.of(property("project", ".")).toAbsolutePath().normalize();
        String check = property("check", "");
        if (!check.isEmpty()) {
            System.exit(isUsable(project.resolve(check), out) ? 0 : 1);
        }
        @Nullable Path dataDirectory = dataDirectory();
        String doctor = property("doctor", "");
        if (!doctor.isEmpty() && dataDirectory == null) {
            throw new IllegalArgumentException("-Ddoctor needs -Ddata=DIR, where the campaign is kept");
        }
        Path work = dataDirectory == null ? project.resolve("infra/local/target/run") : dataDirectory;
        Path log = work.resolve("functions.log");
        boolean exit = flag("exit", false);
        boolean demo = exit || flag("demo", true);
        int port = (int) number("port", 8080, 0, 65_535);
        double speed = number("speed", 30, 0.1, 10_000);
        long seed = (long) number("seed", 1, 0, Integer.MAX_VALUE);
        int shards = (int) number("shards", StreamSettings.DEFAULT.shards(), 1, StreamSettings.MAX_SHARDS);
        Files.createDirectories(work);
        Instant begun = Instant.now();
        LocalVuelta vuelta = LocalVuelta.start(new LocalVuelta.Settings(project, port, dataDirectory, log, speed, seed)
                .withSecrets(SecretsFile.read(property("secrets", "")))
                .withShards(shards)
                .withRudeness(rudeness())
                .withEmulator(emulator()));
        Runtime.getRuntime().addShutdownHook(new Thread(vuelta::close, "stop"));
        if (!doctor.isEmpty()) {
            boolean healthy = new Doctor(vuelta.runtime()).report(doctor, flag("mend", false), out);
            System.exit(healthy ? 0 : 1);
        }
        printAddresses(vuelta, Duration.between(begun, Instant.now()), speed, log, out);
        int status = demo ? demo(vuelta, project, work, speed, out) : 0;
        if (exit) {
            System.exit(status);
        }
        out.println("\nUp until Ctrl-C.");
        new CountDownLatch(1).await();
    }

    private static @Nullable Path dataDirectory() {
        String data = property("data", "");
        return data.isEmpty() ? null : Path.of(data).toAbsolutePath().normalize();
    }

    private static boolean isUsable(Path file, PrintStream out) throws Exception {
        List<String> voices = Arrays.stream(property("voices", "").split(",", -1))
                .map(String::strip)
                .filter(voice -> !voice.isEmpty())
                .toList();
        return new FileCheck(property("region", "MX"), voices, out).check(file);
    }

    private static void printAddresses(LocalVuelta vuelta, Duration started, double speed, Path log, PrintStream out) {
        out.printf(
                "%nVuelta is up after %.1f s%n%nConsole:  %s%nAPI       %s/api/v1.0%nKey       Authorization: api-key %s%n"
                        + "Simulator %s/_local/twilio/calls  (secret %s, calls run %s times faster than real time)%n"
                        + "          %s/_local/whatsapp/messages  (secret %s)%n"
                        + "          %s/_local/agent/calls  (secret %s, any runtime by our own signed contract)%n"
                        + "Agent     %s  (for voice of kind stream or conversation_relay)%n"
                        + "Logs      %s%n%n",
                started.toMillis() / 1000.0,
                vuelta.consoleUrl(),
                vuelta.baseUrl(),
                LocalVuelta.API_KEY,
                vuelta.baseUrl(),
                LocalVuelta.TWILIO_SECRET,
                plain(speed),
                vuelta.baseUrl(),
                LocalVuelta.WHATSAPP_SECRET,
                vuelta.baseUrl(),
                LocalVuelta.AGENT_SECRET,
                vuelta.voiceAgent().url(),
                log);
    }

    private static @Nullable Rudeness rudeness() {
        boolean rude = flag("rude", false);
        long seed = (long) number("rude.seed", 1, 0, Integer.MAX_VALUE);
        return rude ? Rudeness.ordinary(seed) : null;
    }

    /** Runs the sample campaigns; returns the exit status: 0 if their results are as expected, else 1. */
    private static int demo(LocalVuelta vuelta, Path project, Path work, double speed, PrintStream out) {
        Path contacts = project.resolve("events/contacts.csv");
        Path appointments = project.resolve("events/appointments.csv");
        try {
            Demo calls = new Demo(vuelta, contacts, work.resolve("exports"), out);
            List<String> wrong = new ArrayList<>(calls.run());
            wrong.addAll(new MessagesDemo(calls, vuelta, appointments, speed, out).run());
            wrong.forEach(what -> out.println("WRONG     " + what));
            out.println(
                    wrong.isEmpty()
                            ? "Checked   every row accounted for, every status final, no attempt placed twice"
                            : "The sample campaigns did not end as expected.");
            return wrong.isEmpty() ? 0 : 1;
        } catch (Exception e) {
            out.println("The sample campaigns failed: " + e);
            e.printStackTrace(out);
            return 1;
        }
    }

    private static @Nullable URI emulator() {
        String endpoint = property("emulator", "");
        return endpoint.isEmpty() ? null : URI.create(endpoint);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty("vuelta." + name, "");
        return value.isBlank() ? otherwise : value;
    }

    private static boolean flag(String name, boolean otherwise) {
        String value = property(name, String.valueOf(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("-D" + name + " must be true or false, not " + value);
        }
        return value.equals("true");
    }

    private static double number(String name, double otherwise, double least, double most) {
        String value = property(name, String.valueOf(otherwise));
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The message below names it with its valid values.
        }
        throw new IllegalArgumentException(
                "-D" + name + " must be a number from " + plain(least) + " to " + plain(most) + ", not " + value);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
