package io.vuelta.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.rude.Meter;
import io.vuelta.local.LocalVuelta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An alarm of template.yaml.
 *
 * @param metrics the names of its metrics
 * @param of the logical id of the function, queue or table that it watches
 * @param page the page of its runbook
 */
record Alarm(String namespace, List<String> metrics, String of, Path page) {
    private static final Path PROJECT = Path.of("../..");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    Alarm {
        metrics = List.copyOf(metrics);
    }

    static Alarm read(String logicalId) {
        String template = text(PROJECT.resolve("template.yaml"));
        int begin = template.indexOf("\n  " + logicalId + ":\n    Type: AWS::CloudWatch::Alarm\n");
        assertThat(begin).as("the alarm " + logicalId).isNotNegative();
        String resource = template.substring(begin, template.indexOf("\n\n", begin));
        return new Alarm(
                first("Namespace: (\\S+)", resource),
                all("MetricName: (\\w+)", resource),
                first("Value: !(?:Ref|GetAtt) (\\w+)", resource),
                PROJECT.resolve(first("AlarmDescription: .+ (infra/docs/runbooks/[a-z-]+\\.md)", resource)));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String first(String pattern, String text) {
        assertThat(all(pattern, text)).as(pattern).isNotEmpty();
        return all(pattern, text).getFirst();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether the alarm's metric is above zero: in the functions' log, in its queue, or in the refusals of the table.
     */
    boolean hasSomethingToSee(LocalVuelta vuelta, Path log) {
        return switch (namespace) {
            case "Vuelta" -> {
                String function = vuelta.runtime().physicalName(of);
                yield text(log)
                        .lines()
                        .filter(line -> line.startsWith(function + ": {"))
                        .anyMatch(line -> hasMetric(line.substring(function.length() + 2), function));
            }
            case "AWS/SQS" -> {
                assertThat(metrics).containsExactly("ApproximateNumberOfMessagesVisible");
                yield vuelta.runtime().queueCounts(of).visible() > 0;
            }
            case "AWS/DynamoDB" -> {
                assertThat(metrics).containsExactlyInAnyOrder("ReadThrottleEvents", "WriteThrottleEvents");
                yield vuelta.runtime().meter().snapshot(0).lines().stream().anyMatch(line -> isOfTable(vuelta, line));
            }
            default -> throw new IllegalArgumentException("nothing here has metrics of " + namespace);
        };
    }

    private boolean isOfTable(LocalVuelta vuelta, Meter.Line line) {
        return line.refused() > 0 && line.table().equals(vuelta.runtime().physicalName(of));
    }

    /** Whether the log line has the metric in the form that CloudWatch reads. */
    private boolean hasMetric(String json, String function) {
        try {
            JsonNode line = MAPPER.readTree(json);
            JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
            return directive.path("Namespace").asText().equals(namespace)
                    && line.path("function").asText().equals(function)
                    && directive.path("Metrics").findValuesAsText("Name").containsAll(metrics)
                    && metrics.stream().anyMatch(metric -> line.path(metric).asLong() > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** The command in its runbook that matches the pattern, which must exist. */
    String command(String pattern) {
        return first(pattern, text(page));
    }
}
