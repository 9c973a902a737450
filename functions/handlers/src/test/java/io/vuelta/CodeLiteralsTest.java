package io.vuelta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.reason.TimelineCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * A text in capital letters in the source is a code that {@code infra/docs/reason-codes.md} lists, or the name of a
 * variable of the environment, or it is listed here with what it is. A code that is written nowhere but in a literal
 * would be answered or stored without a meaning in the document.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CodeLiteralsTest {
    private static final Path FUNCTIONS = Path.of("..");
    private static final Pattern LITERAL =
            Pattern.compile("\"([A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]*)*|[A-Z][A-Z0-9]*_[A-Z0-9_]*)\"");
    private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:^\\s*//.*$)");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^ {10}([A-Z][A-Z0-9_]+): ");

    /** Texts that are no codes: the file, the texts, and what they are. */
    private static final List<Other> OTHERS = List.of(
            new Other("dynamodb/Keys", "[A-Z]+", "parts of the keys of items"),
            new Other(
                    "(http/HttpVoiceUrls|s3/S3UploadUrls|runtime/PrimingWiring|console/ConsoleSite"
                            + "|api/Api|api/http/Router|webhooks/WebhookCall|api/uploads/UploadView|api/\\w+/\\w+Routes)",
                    "GET|HEAD|PUT|POST|PATCH|DELETE",
                    "methods of HTTP"),
            new Other("api/uploads/UploadView", "MULTIPART", "the method of an upload in parts"),
            new Other("api/http/SealedAnswers", "AES", "the name of a cipher in the JDK"),
            new Other("receiver/HttpsEventReceiver", "HTTPS", "the JDK's name of a check of certificates"),
            new Other("s3/PostPolicy", "AWS4", "a part of a signature of S3"),
            new Other("scheduler/SchedulerSchedules", "UTC", "a time zone"),
            new Other("runtime/LogLine", "INFO|WARN|ERROR", "levels of the log"),
            new Other("runtime/PrimingWiring", "PRIMING", "the key of an item that does not exist"),
            new Other("runtime/PrimingWiring", "AWS_LAMBDA_INITIALIZATION_TYPE", "a variable that Lambda sets"),
            new Other("whatsapp/TemplateJson", "[A-Z_]+", "WhatsApp's words in a template"),
            new Other("whatsapp/WhatsAppWebhooks", "[A-Z_]+", "WhatsApp's words in a notification"),
            new Other("whatsapp/ReplyText", "BAJA|STOP|UNSUBSCRIBE", "the short form of a reply"),
            new Other("(dispatch/MessageTemplate|action/CheckTemplates)", "APPROVED|DISABLED", "WhatsApp's statuses"),
            new Other("agent/AgentCalls", "UNKNOWN_ATTEMPT", "a code that the agent's server answers"),
            new Other("twilio/RegisteredCalls", "ELEVENLABS|RETELL", "names of platforms"),
            new Other("dynamodb/CodeDictionary", "CYCLE_\\d", "a code with its number"),
            new Other("\\w+/TimelineCode", "[A-Z]+(_[A-Z]+)*_", "the beginning of a provider's codes"));

    private record Other(String file, String text, String meaning) {
        boolean matches(Found found) {
            return found.file().matches(".*/" + file + "\\.java")
                    && found.text().matches(text);
        }
    }

    private record Found(String file, String text) {}

    @Test
    void each_text_in_capital_letters_is_a_listed_code_or_is_known_to_be_none() throws IOException {
        Set<String> known = variables();
        ReasonCodesTest.areas()
                .flatMap(area -> Arrays.stream(area.getEnumConstants()))
                .map(Enum::name)
                .forEach(known::add);

        Set<String> unknown = literals().stream()
                .filter(found -> !known.contains(found.text()))
                .filter(found -> OTHERS.stream().noneMatch(other -> other.matches(found)))
                .filter(found -> !isOfProvider(found.text()))
                .map(found -> found.text() + " in " + found.file())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown)
                .as("make it a constant of an enum in ReasonCodesTest.AREAS, or say in OTHERS what it is")
                .isEmpty();
    }

    @Test
    void no_entry_is_left_over() throws IOException {
        List<Found> literals = literals();

        assertThat(OTHERS)
                .allSatisfy(other -> assertThat(literals).as(other.meaning()).anyMatch(other::matches));
    }

    /** A provider's own code with the prefix of its family, which the document lists. */
    private static boolean isOfProvider(String text) {
        return TimelineCode.of(text) != TimelineCode.OTHER;
    }

    /** The variables of the environment that the template sets. */
    private static Set<String> variables() throws IOException {
        Set<String> variables = VARIABLE.matcher(Files.readString(FUNCTIONS.resolve("../template.yaml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        variables.add("TABLE");
        assertThat(variables).contains("BUCKET", "PUBLIC_URL");
        return variables;
    }

    private static List<Found> literals() throws IOException {
        List<Found> literals = new ArrayList<>();
        for (String module : List.of("domain", "adapters", "handlers")) {
            try (Stream<Path> files = Files.walk(FUNCTIONS.resolve(module + "/src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                    Matcher literal = LITERAL.matcher(code);
                    while (literal.find()) {
                        literals.add(new Found(file.toString(), literal.group(1)));
                    }
                }
            }
        }
        assertThat(literals).hasSizeGreaterThan(100);
        return literals;
    }
}
