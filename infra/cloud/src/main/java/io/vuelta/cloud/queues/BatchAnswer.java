package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The answer of a function that reports item failures of a batch. */
public final class BatchAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchAnswer() {}

    /**
     * The ids of the messages, or records, that failed; empty if the answer cannot be parsed: then all of them have
     * failed.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success and failure
     *     conditions</a>
     */
    public static Optional<Set<String>> failures(String answer, Set<String> batch) {
        JsonNode failures;
        try {
            failures = JSON.readTree(answer).path("batchItemFailures");
        } catch (IOException _) {
            return Optional.empty();
        }
        if (failures.isMissingNode() || failures.isNull()) {
            return Optional.of(Set.of());
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").textValue();
            if (id == null || !batch.contains(id)) {
                return Optional.empty();
            }
            ids.add(id);
        }
        return failures.isArray() ? Optional.of(ids) : Optional.empty();
    }
}
