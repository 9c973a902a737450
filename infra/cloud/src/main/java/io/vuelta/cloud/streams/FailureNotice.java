package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.FunctionModel.StreamTrigger;
import io.vuelta.cloud.template.LocalAccount;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The message to a mapping's failure destination: the positions of the given-up records, not their contents. */
final class FailureNotice {
    /** Why records were given up, with Lambda's names. */
    enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String text;

        Condition(String text) {
            this.text = text;
        }
    }

    private FailureNotice() {}

    static String of(
            StreamFunction function,
            String shardId,
            List<ChangeRecord> records,
            Condition condition,
            int invocations,
            Instant now) {
        StreamTrigger trigger = function.trigger();
        ObjectNode notice = JsonNodeFactory.instance.objectNode();
        notice.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", LocalAccount.functionArn(function.name()))
                .put("condition", condition.text)
                .put("approximateInvokeCount", invocations);
        if (invocations > 0) {
            notice.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", "$LATEST")
                    .put("functionError", "Unhandled");
        }
        notice.put("version", "1.0").put("timestamp", now.toString());
        notice.putObject("DDBStreamBatchInfo")
                .put("shardId", shardId)
                .put("startSequenceNumber", records.getFirst().sequenceNumber())
                .put("endSequenceNumber", records.getLast().sequenceNumber())
                .put(
                        "approximateArrivalOfFirstRecord",
                        records.getFirst().created().toString())
                .put(
                        "approximateArrivalOfLastRecord",
                        records.getLast().created().toString())
                .put("batchSize", records.size())
                .put("streamArn", trigger.streamArn());
        return notice.toString();
    }
}
