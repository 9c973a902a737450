package io.vuelta.handlers.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.testkit.fakes.TestContext;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogLineTest {
    private final TestContext context = new TestContext();

    private JsonNode only() throws JsonProcessingException {
        assertThat(context.lines()).hasSize(1).noneMatch(line -> line.contains("\n"));
        return new ObjectMapper().readTree(context.lines().getFirst());
    }

    @Test
    void a_line_has_its_event_and_who_logged_it() throws JsonProcessingException {
        LogLine.of(context, "settle")
                .with("attempt", "a.1")
                .with("times", 3)
                .with("new", true)
                .info();

        assertThat(only()).isEqualTo(new ObjectMapper().readTree("""
                        {"event": "settle", "level": "INFO", "function": "function", "request": "request",
                         "attempt": "a.1", "times": 3, "new": true}
                        """));
    }

    /** The form of CloudWatch's embedded metric format. */
    @Test
    void figures_are_metrics_of_the_function() throws JsonProcessingException {
        LogLine.of(context, "pace")
                .count("attempts_begun", 7)
                .milliseconds("lead", 1_200)
                .info();

        JsonNode line = only();
        assertThat(line.path("attempts_begun").longValue()).isEqualTo(7);
        assertThat(line.at("/_aws/Timestamp").longValue()).isPositive();
        assertThat(line.at("/_aws/CloudWatchMetrics")).isEqualTo(new ObjectMapper().readTree("""
                        [{"Namespace": "Vuelta", "Dimensions": [["function"]],
                          "Metrics": [{"Name": "attempts_begun", "Unit": "Count"}, {"Name": "lead", "Unit": "Milliseconds"}]}]
                        """));
    }

    @Test
    void an_error_is_one_line_with_its_causes_and_without_the_numbers_of_people() throws JsonProcessingException {
        LogLine.of(context, "message_failed")
                .error(new IllegalStateException(
                        "first\nline for +525512345678", new IllegalArgumentException("the \"cause\"")));

        JsonNode causes = only().path("causes");
        assertThat(causes).hasSize(2);
        assertThat(causes.at("/0/type").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(causes.at("/0/said").textValue()).isEqualTo("first\nline for +…");
        assertThat(causes.at("/0/at").textValue()).contains("LogLineTest.java");
        assertThat(causes.at("/1/said").textValue()).isEqualTo("the \"cause\"");
    }
}
