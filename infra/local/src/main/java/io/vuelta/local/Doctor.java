package io.vuelta.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.cloud.LocalRuntime;
import io.vuelta.cloud.lambda.InvocationResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Invokes the doctor function, which compares a campaign's counts with its contacts. */
public final class Doctor {
    private static final String FUNCTION = "DoctorFunction";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Time to count the events before the last stop. */
    private static final Duration TO_COUNT = Duration.ofSeconds(30);

    private final LocalRuntime runtime;

    public Doctor(LocalRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * The answer of the doctor function.
     *
     * @throws IllegalStateException if there is no such campaign, or the table cannot be read
     */
    public JsonNode examine(String campaign, boolean mend) {
        String event = MAPPER.createObjectNode()
                .put("campaign", campaign)
                .put("mend", mend)
                .toString();
        return switch (runtime.invoke(FUNCTION, event)) {
            case InvocationResult.Answered answered -> read(answered.json());
            case InvocationResult.Failed failed ->
                throw new IllegalStateException("the doctor failed: " + failed.error());
            case InvocationResult.TimedOut _ -> throw new IllegalStateException("the doctor took too long");
            case InvocationResult.Busy _ -> throw new IllegalStateException("the doctor is busy");
        };
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the doctor's answer is not JSON: " + json, e);
        }
    }

    /** Prints the findings and the changes of a repair; returns whether the campaign is healthy at the end. */
    boolean report(String campaign, boolean mend, PrintStream out) throws InterruptedException {
        Instant end = Instant.now().plus(TO_COUNT);
        while (!runtime.isAtEndOfStreams() && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        JsonNode found = examine(campaign, mend);
        out.println(found.toPrettyString());
        if (mend) {
            found = examine(campaign, false);
            out.println("After mending:");
            out.println(found.toPrettyString());
        }
        return found.path("healthy").asBoolean();
    }
}
