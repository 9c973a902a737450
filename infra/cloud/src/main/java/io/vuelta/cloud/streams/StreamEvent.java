package io.vuelta.cloud.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events that Lambda creates from a batch of records. */
final class StreamEvent {
    private StreamEvent() {}

    static byte[] of(List<ChangeRecord> records) {
        return bytes("{\"Records\":" + array(records) + "}");
    }

    /**
     * The event of a mapping with a tumbling window.
     *
     * @param state the state in the function's last answer; null before the first
     * @param last whether it is the invocation at the window's end, which has no records
     * @param early whether the window ends early because its state is too large
     */
    static byte[] of(
            List<ChangeRecord> records,
            TimeWindow window,
            @Nullable JsonNode state,
            String shardId,
            String streamArn,
            boolean last,
            boolean early) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        rest.putObject("window")
                .put("start", window.start().toString())
                .put("end", window.end().toString());
        if (state == null) {
            rest.putObject("state");
        } else {
            rest.set("state", state);
        }
        rest.put("shardId", shardId)
                .put("eventSourceARN", streamArn)
                .put("isFinalInvokeForWindow", last)
                .put("isWindowTerminatedEarly", early);
        return bytes("{\"Records\":" + array(records) + "," + rest.toString().substring(1));
    }

    private static String array(List<ChangeRecord> records) {
        return records.stream().map(ChangeRecord::json).collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
