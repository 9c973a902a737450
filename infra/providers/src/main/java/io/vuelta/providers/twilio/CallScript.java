package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import java.time.Duration;

/**
 * The course of one call, decided when it is accepted. All durations are in simulated time.
 *
 * @param outcome how the call ends unless it is hung up before
 * @param ring from the dialling to the answer, or to the end if nobody answers
 * @param talk from the answer to the end; zero if nobody answers
 * @param detection from the answer to the result of the machine detection; at most {@code talk}
 * @param answeredBy the result of the detection: Twilio's AnsweredBy; empty if the call is not answered
 */
record CallScript(CallEnding outcome, Duration ring, Duration talk, Duration detection, String answeredBy) {

    CallScript {
        if (outcome.answered() == answeredBy.isEmpty()) {
            throw new IllegalArgumentException("a " + outcome + " call cannot be answered by '" + answeredBy + "'");
        }
        if (detection.compareTo(talk) > 0) {
            throw new IllegalArgumentException("detection takes " + detection + ", longer than the talk: " + talk);
        }
    }

    static CallScript unanswered(CallEnding outcome, Duration ring) {
        return new CallScript(outcome, ring, Duration.ZERO, Duration.ZERO, "");
    }

    /** The same call, hung up this long after its answer. */
    CallScript cutTo(Duration talked) {
        return new CallScript(outcome, ring, talked, detection.compareTo(talked) > 0 ? talked : detection, answeredBy);
    }

    /** Twilio's CallDuration: simulated seconds, rounded up; 0 without an answer. */
    long seconds() {
        return outcome.answered() ? Math.max(1, Math.ceilDiv(talk.toMillis(), 1000L)) : 0;
    }

    ObjectNode toJson() {
        return SimulatorJson.object()
                .put("outcome", outcome.name())
                .put("ring_ms", ring.toMillis())
                .put("talk_ms", talk.toMillis())
                .put("detection_ms", detection.toMillis())
                .put("answered_by", answeredBy);
    }

    static CallScript fromJson(JsonNode json) {
        return new CallScript(
                CallEnding.valueOf(json.path("outcome").asText()),
                Duration.ofMillis(json.path("ring_ms").asLong()),
                Duration.ofMillis(json.path("talk_ms").asLong()),
                Duration.ofMillis(json.path("detection_ms").asLong()),
                json.path("answered_by").asText());
    }
}
