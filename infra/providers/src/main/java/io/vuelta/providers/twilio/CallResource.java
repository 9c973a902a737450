package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.providers.twilio.Step.Kind;
import java.time.Duration;
import java.time.Instant;

/** A call as Twilio's API shows it (twilio.com/docs/voice/api/call-resource). */
final class CallResource {

    private CallResource() {}

    static String path(String accountSid) {
        return "/2010-04-01/Accounts/" + accountSid + "/Calls";
    }

    static ObjectNode of(SimulatedCall call, String accountSid) {
        String path = path(accountSid) + "/" + call.sid();
        Instant changed = call.reached() == 0
                ? call.placedAt()
                : call.plan().get(call.reached() - 1).at();
        ObjectNode json = SimulatorJson.object()
                .put("sid", call.sid())
                .put("date_created", SimulatorJson.rfc2822(call.placedAt()))
                .put("date_updated", SimulatorJson.rfc2822(changed))
                .putNull("parent_call_sid")
                .put("account_sid", accountSid)
                .put("to", call.request().to())
                .put("to_formatted", call.request().to())
                .put("from", call.request().from())
                .put("from_formatted", call.request().from())
                .putNull("phone_number_sid")
                .put("status", call.status())
                .put(
                        "start_time",
                        SimulatorJson.rfc2822(call.when(Kind.INITIATED).orElse(null)))
                .put("end_time", SimulatorJson.rfc2822(call.when(Kind.ENDED).orElse(null)))
                .put("duration", call.ended() ? "" + call.script().seconds() : null)
                .putNull("price")
                .put("price_unit", "USD")
                .put("direction", "outbound-api")
                .put("answered_by", call.answeredBy())
                .put("api_version", "2010-04-01")
                .putNull("forwarded_from")
                .putNull("group_sid")
                .putNull("caller_name")
                .put("queue_time", queueTime(call))
                .putNull("trunk_sid")
                .put("uri", path + ".json");
        json.putObject("subresource_uris")
                .put("recordings", path + "/Recordings.json")
                .put("notifications", path + "/Notifications.json")
                .put("events", path + "/Events.json");
        return json;
    }

    /** The time in the queue in milliseconds, as text. */
    private static String queueTime(SimulatedCall call) {
        return ""
                + call.when(Kind.INITIATED)
                        .map(began -> Duration.between(call.placedAt(), began).toMillis())
                        .orElse(0L);
    }
}
