package io.vuelta.cloud.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The event with which EventBridge calls a function on a schedule. */
public final class ScheduledEventJson {
    private ScheduledEventJson() {}

    public static byte[] at(Instant now) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", LocalAccount.ID)
                .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", LocalAccount.REGION);
        event.putArray("resources");
        event.putObject("detail");
        return event.toString().getBytes(UTF_8);
    }
}
