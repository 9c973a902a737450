package io.vuelta.cloud.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchAnswerTest {
    private static final Set<String> BATCH = Set.of("a", "b");

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
    void nothing_failed(String answer) {
        assertThat(BatchAnswer.failures(answer, BATCH)).contains(Set.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"batchItemFailures":[{"itemIdentifier":"a"}]} | a
        {"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]} | b
        """)
    void the_named_messages_failed(String answer, String failed) {
        assertThat(BatchAnswer.failures(answer, BATCH)).contains(Set.of(failed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"other\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}",
                "{\"batchItemFailures\":\"a\"}"
            })
    void an_answer_that_cannot_be_understood_fails_the_whole_batch(String answer) {
        assertThat(BatchAnswer.failures(answer, BATCH)).isEmpty();
    }
}
