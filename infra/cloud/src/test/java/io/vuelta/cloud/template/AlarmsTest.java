package io.vuelta.cloud.template;

import static io.vuelta.cloud.template.DeployedTemplate.idIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each alarm has a runbook page with the remedy, and each metric has a source. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AlarmsTest {
    private static final Path PROJECT = Path.of("../..");
    private static final Path RUNBOOKS = PROJECT.resolve("infra/docs/runbooks");
    private static final Path HANDLERS = PROJECT.resolve("functions/handlers/src/main/java");
    private static final Pattern PAGE = Pattern.compile(".+\\. infra/docs/runbooks/([a-z-]+\\.md)");
    private static final Pattern ON_DASHBOARD =
            Pattern.compile("\\[\"([\\w/]+)\", \"(\\w+)\", \"(\\w+)\", \"\\$\\{(\\w+)(?:\\.\\w+)?}\"");

    /** The metrics that AWS publishes itself, with the documented names and the used dimension. */
    private static final Set<String> OF_AWS = Set.of(
            "AWS/SQS ApproximateNumberOfMessagesVisible QueueName",
            "AWS/SQS ApproximateAgeOfOldestMessage QueueName",
            "AWS/Lambda Errors FunctionName",
            "AWS/Lambda Throttles FunctionName",
            "AWS/Lambda IteratorAge FunctionName",
            "AWS/Lambda ConcurrentExecutions FunctionName",
            "AWS/ApiGateway 4xx ApiId",
            "AWS/ApiGateway 5xx ApiId",
            "AWS/ApiGateway Count ApiId",
            "AWS/ApiGateway Latency ApiId",
            "AWS/DynamoDB ReadThrottleEvents TableName",
            "AWS/DynamoDB WriteThrottleEvents TableName",
            "AWS/DynamoDB ConsumedReadCapacityUnits TableName",
            "AWS/DynamoDB ConsumedWriteCapacityUnits TableName");

    /** A metric with its dimension. */
    private record Metric(String namespace, String name, String dimension, String of) {
        static Metric of(Section section) {
            Section dimension = section.sections("Dimensions").getFirst();
            return new Metric(
                    section.requiredText("Namespace"),
                    section.requiredText("MetricName"),
                    dimension.requiredText("Name"),
                    idIn(dimension.entries().get("Value")));
        }
    }

    private static Stream<Metric> ofAlarms(DeployedTemplate template) {
        return template.ofType("AWS::CloudWatch::Alarm").values().stream()
                .flatMap(alarm -> alarm.has("Metrics")
                        ? alarm.sections("Metrics").stream()
                                .filter(metric -> metric.has("MetricStat"))
                                .map(metric -> metric.section("MetricStat").section("Metric"))
                        : Stream.of(alarm))
                .map(Metric::of);
    }

    private static Stream<Metric> onDashboard(DeployedTemplate template) {
        return ON_DASHBOARD
                .matcher(template.text())
                .results()
                .map(metric -> new Metric(metric.group(1), metric.group(2), metric.group(3), metric.group(4)));
    }

    private static List<String> metrics(DeployedTemplate template) {
        return Stream.concat(ofAlarms(template), onDashboard(template))
                .distinct()
                .filter(metric -> metric.namespace().equals("Vuelta")
                        ? !isLogged(metric, template)
                        : !OF_AWS.contains(metric.namespace() + " " + metric.name() + " " + metric.dimension()))
                .map(metric -> "nobody measures " + metric)
                .toList();
    }

    /** Whether a class in the package of the function's handler logs the metric. */
    private static boolean isLogged(Metric metric, DeployedTemplate template) {
        String handler = template.ofType("AWS::Serverless::Function")
                .getOrDefault(metric.of(), Section.of(null, new Place("", "")))
                .text("Handler")
                .orElse("");
        Path folder = Objects.requireNonNull(
                HANDLERS.resolve(handler.replaceFirst("::.*", "").replace('.', '/'))
                        .getParent());
        if (!metric.dimension().equals("function") || handler.isEmpty()) {
            return false;
        }
        try (Stream<Path> sources = Files.list(folder)) {
            return sources.map(AlarmsTest::text)
                    .anyMatch(text -> text.contains("\"" + metric.name() + "\"")
                            && (text.contains(".counted()")
                                    || Pattern.compile("\\.(?:count|milliseconds)\\(\\s*\"" + metric.name() + "\"")
                                            .matcher(text)
                                            .find()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> pages(DeployedTemplate template) {
        List<String> found = new ArrayList<>();
        String list = text(RUNBOOKS.resolve("README.md"));
        template.ofType("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
            Matcher page = PAGE.matcher(alarm.requiredText("AlarmDescription"));
            if (!page.matches() || !Files.exists(RUNBOOKS.resolve(page.group(1)))) {
                found.add(id + ": its description names no page");
            } else if (list.lines()
                    .noneMatch(line -> line.startsWith("| [" + page.group(1) + "]") && line.contains("`" + id + "`"))) {
                found.add(id + ": is not in the list of pages");
            }
            if (!alarm.entries().toString().contains("AlarmActions=[{Ref=AlarmTopic}]")) {
                found.add(id + ": tells nobody");
            }
        });
        return found;
    }

    @Test
    void every_alarm_has_a_runbook_page_and_notifies_a_topic() {
        assertThat(pages(new DeployedTemplate(DeployedTemplate.FILE, Map.of()))).isEmpty();
    }

    /** When the alarm fires, as the list of pages says it: the limit, and in how many minutes it is exceeded. */
    private static List<String> fires(Section alarm) {
        int limit = Integer.parseInt(alarm.requiredText("Threshold"));
        String minutes = alarm.requiredText("EvaluationPeriods");
        String beyond = alarm.text("DatapointsToAlarm").orElse(minutes);
        List<String> words = new ArrayList<>();
        if (limit > 0) {
            words.add(String.format(Locale.ROOT, "%,d ", limit));
        }
        if (!minutes.equals("1")) {
            words.add(
                    beyond.equals(minutes)
                            ? "for " + minutes + " minutes"
                            : "in " + beyond + " of " + minutes + " minutes");
        }
        return words;
    }

    @Test
    void the_list_of_pages_says_when_each_alarm_fires() {
        String list = text(RUNBOOKS.resolve("README.md"));
        new DeployedTemplate(DeployedTemplate.FILE, Map.of())
                .ofType("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) -> assertThat(fires(alarm))
                        .as(id)
                        .allMatch(words -> list.lines()
                                .anyMatch(line -> line.startsWith("| [")
                                        && line.contains("`" + id + "`")
                                        && line.contains(words))));
    }

    @Test
    void the_functions_whose_errors_raise_no_alarm_are_named() {
        DeployedTemplate template = new DeployedTemplate(DeployedTemplate.FILE, Map.of());
        String watched = template.resource("FunctionErrors").entries().toString();
        List<String> unwatched = template.ofType("AWS::Serverless::Function").keySet().stream()
                .filter(id -> !watched.contains("Ref=" + id + "}"))
                .map(id -> id.replace("Function", "").toLowerCase(Locale.ROOT))
                .toList();
        String page = text(RUNBOOKS.resolve("function-errors.md"));

        assertThat(unwatched).hasSize(5);
        assertThat(page.substring(page.indexOf("do not watch five functions"), page.indexOf("**Repair**")))
                .contains(unwatched);
    }

    @Test
    void every_metric_of_an_alarm_is_published() {
        DeployedTemplate template = new DeployedTemplate(DeployedTemplate.FILE, Map.of());

        assertThat(metrics(template)).isEmpty();
        assertThat(onDashboard(template)).hasSizeGreaterThan(40);
        assertThat(ofAlarms(template)).hasSizeGreaterThan(40);
    }

    @Test
    void every_metric_that_is_expected_never_raises_an_alarm() {
        List<String> never = Pattern.compile("(?m)^\\| `(\\w+)` \\|.*; expected never \\|$")
                .matcher(text(PROJECT.resolve("infra/docs/operations.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        DeployedTemplate template = new DeployedTemplate(DeployedTemplate.FILE, Map.of());

        assertThat(never).isNotEmpty();
        assertThat(ofAlarms(template).map(Metric::name)).containsAll(never);
    }

    @Test
    void an_alarm_without_a_page_and_an_unpublished_metric_are_reported(@TempDir Path directory) throws IOException {
        Path copy = Files.writeString(
                directory.resolve("template.yaml"),
                Files.readString(DeployedTemplate.FILE)
                        .replace("infra/docs/runbooks/provider-slow.md", "infra/docs/runbooks/slow.md")
                        .replace("MetricName: claims_late", "MetricName: claims_too_late"));
        DeployedTemplate broken = new DeployedTemplate(copy, Map.of());

        assertThat(pages(broken)).containsExactly("ProviderSlow: its description names no page");
        assertThat(metrics(broken)).singleElement().asString().contains("claims_too_late");
    }

    /** Every page has the meaning of the alarm, how to examine it, and what to do. */
    @Test
    void every_runbook_page_has_commands() throws IOException {
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.filter(page -> !page.endsWith("README.md")).collect(Collectors.toList()))
                    .allSatisfy(page -> assertThat(text(page)).contains("```sh"));
        }
    }
}
