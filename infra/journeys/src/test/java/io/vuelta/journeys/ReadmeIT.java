package io.vuelta.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.local.LocalVuelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs the commands of README.md and of the documents in infra/docs, in their order, in one bash session against the
 * local runtime. Only mvn, sam and aws are not run: their arguments, as bash passes them, are compared with the build,
 * and their JSON is parsed.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@ResourceLock("local runtime")
class ReadmeIT {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final double SPEED = 300;

    private static final Set<String> GOALS = Set.of("clean", "verify", "package", "test");
    private static final Set<String> FLAGS = Set.of("-q", "-am", "-N");

    /** Separates the words of a command; the next constant separates commands. */
    private static final String WORD = "\u001f";

    private static final String COMMAND = "\u001e";

    private static final List<String> WITHOUT_JSON =
            List.of("--source-arn", "get-secret-value", "get-account-settings", "start-query");

    /**
     * Prints the status of each answer, records the commands that are not run, and stops at a variable that is not set.
     */
    private static final String SESSION = """
        set -uE -o pipefail
        TABLE=table DOCTOR=doctor KEYS=keys FIRST_KEY_SECRET=first-key DEAD_LETTERS_ARN=arn:aws:sqs:us-east-1:000000000000:letters
        trap 'echo "@@failed $? $BASH_COMMAND" >&2' ERR
        curl() { command curl --max-time 60 -w '%{stderr}\\n@@status %{http_code} %{url_effective}\\n' "$@"; }
        note() { printf '%s\\037' "$@" >> "$NOTED"; printf '\\036' >> "$NOTED"; }
        mvn() { note mvn "$@"; }
        sam() { note sam "$@"; }
        aws() { note aws "$@"; }
        resource() { printf '%s' "$1"; }
        output() { printf '%s' "$1"; }
        api() { note api "$@"; }
        """;

    @TempDir
    static Path work;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    @AutoClose
    private static LocalVuelta vuelta;

    @SuppressWarnings("NullAway.Init")
    private static Readme readme;

    @BeforeAll
    static void start() throws IOException {
        readme = Readme.of(PROJECT);
        vuelta = LocalVuelta.start(Script.settings(work.resolve("functions.log"), SPEED));
    }

    @Test
    void every_command_can_be_pasted_in_order() throws Exception {
        Path noted = work.resolve("noted");
        String pasted = SESSION + String.join("\n", readme.blocks()) + "\n"
                + String.join("\n", readme.inline().toList()) + "\necho '@@end' >&2\n";
        Path script = Files.writeString(
                work.resolve("pasted.sh"),
                pasted.replace("http://localhost:8080", vuelta.baseUrl().toString()));
        Path out = work.resolve("out");
        Path err = work.resolve("err");
        ProcessBuilder bash = new ProcessBuilder("bash", "--norc", script.toString())
                .directory(PROJECT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        bash.environment().put("NOTED", noted.toString());
        Process session = bash.start();

        boolean ended = session.waitFor(4, TimeUnit.MINUTES);
        session.descendants().forEach(ProcessHandle::destroy);
        session.destroy();

        String said = Files.readString(err, UTF_8);
        String shown = Files.readString(out, UTF_8);
        assertThat(ended).as(said + shown).isTrue();
        assertThat(said).as(shown).endsWith("@@end\n").doesNotContain("@@failed");
        assertThat(statuses(said).filter(status -> status < 200 || status > 299).toList())
                .as(said + shown)
                .isEqualTo(readme.refusals());
        assertThat(statuses(said)).hasSizeGreaterThan(40);
        // The contacts of the first campaign as CSV, the requests to Twilio, and the messages.
        assertThat(shown)
                .contains("campaign_name,campaign_date,id,contact,name,context,status")
                .contains("+525555909001")
                .contains("\"to\":\"+525555559101\"");
        assertThat(commands(noted)).isNotEmpty().allSatisfy(ReadmeIT::exists);
    }

    @Test
    void every_documented_build_option_exists() throws IOException {
        String builds = builds();
        String tests = sources("functions/handlers/src/test/java")
                + sources("functions/testkit/src/main/java")
                + sources("infra/console/src/main/java");
        assertThat(readme.properties().distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(builds.contains("${" + name + "}")
                                || builds.contains("<" + name + ">")
                                || builds.contains("<" + name + "/>")
                                || tests.contains("\"" + name + "\""))
                        .as("-D%s", name)
                        .isTrue());
    }

    private static Stream<Integer> statuses(String said) {
        return Pattern.compile("(?m)^@@status ([0-9]{3}) ")
                .matcher(said)
                .results()
                .map(found -> Integer.valueOf(found.group(1)));
    }

    private static List<List<String>> commands(Path noted) throws IOException {
        return Arrays.stream(Files.readString(noted, UTF_8).split(COMMAND, -1))
                .map(command -> Stream.of(command.split(WORD, -1))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .filter(command -> !command.isEmpty())
                .toList();
    }

    private static void exists(List<String> command) throws IOException {
        switch (command.getFirst()) {
            case "mvn" -> build(command);
            case "sam" -> assertThat(command.get(1)).isIn("deploy", "build");
            case "aws" -> request(command);
            case "api" -> route(command);
            default -> throw new AssertionError(command);
        }
    }

    private static void route(List<String> command) throws IOException {
        String path = command.stream()
                .filter(word -> word.contains("/api/v1.0/"))
                .map(word -> word.replaceFirst(".*/api/v1\\.0", "").replaceAll("<[^>]+>", "\\\\{[a-z_]+}"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(PROJECT.resolve("infra/api/vuelta.yaml"), UTF_8))
                .containsPattern("\n  " + path + ":\n");
    }

    private static void build(List<String> command) throws IOException {
        String builds = builds();
        List<String> words = new ArrayList<>(command.subList(1, command.size()));
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (word.equals("-pl")) {
                assertThat(words.removeFirst().split(",", -1))
                        .allSatisfy(module -> assertThat(PROJECT.resolve(module).resolve("pom.xml"))
                                .exists());
            } else if (word.startsWith("-P")) {
                assertThat(builds).contains("<id>" + word.substring(2) + "</id>");
            } else if (word.startsWith("-Dtest=")) {
                String test = word.substring("-Dtest=".length()) + ".java";
                try (Stream<Path> files = Files.walk(PROJECT.resolve("functions"))) {
                    assertThat(files.filter(file -> file.endsWith(test)))
                            .as(test)
                            .hasSize(1);
                }
            } else if (word.startsWith("-Dbench=")) {
                assertThat(sources("infra/bench/src/main/java"))
                        .contains("\"" + word.substring("-Dbench=".length()) + "\"");
            } else if (word.contains(":")) {
                assertThat(builds)
                        .contains("<artifactId>" + word.substring(0, word.indexOf(':')) + "-maven-plugin</artifactId>");
            } else if (!word.startsWith("-D")) {
                assertThat(word)
                        .isIn(Stream.concat(GOALS.stream(), FLAGS.stream()).toList());
            }
        }
    }

    /** A request to a service of AWS: an argument that looks like JSON must be JSON. */
    private static void request(List<String> command) throws JsonProcessingException {
        assertThat(command.subList(1, 3))
                .isIn(
                        List.of("secretsmanager", "create-secret"),
                        List.of("secretsmanager", "get-secret-value"),
                        List.of("lambda", "invoke"),
                        List.of("lambda", "get-account-settings"),
                        List.of("logs", "start-query"),
                        List.of("sqs", "start-message-move-task"));
        List<String> json =
                command.stream().filter(word -> word.startsWith("{")).toList();
        assertThat(json).as("%s", command).hasSize(WITHOUT_JSON.stream().anyMatch(command::contains) ? 0 : 1);
        if (json.isEmpty()) {
            return;
        }
        assertThat(new ObjectMapper().readTree(json.getFirst()).isObject()).isTrue();
    }

    private static String builds() throws IOException {
        StringBuilder builds = new StringBuilder();
        for (String pom : List.of(
                ".",
                "functions/adapters",
                "infra",
                "infra/format",
                "infra/local",
                "infra/journeys",
                "infra/simulation",
                "infra/bench")) {
            builds.append(Files.readString(PROJECT.resolve(pom).resolve("pom.xml")));
        }
        return builds.toString();
    }

    private static String sources(String root) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(PROJECT.resolve(root))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
