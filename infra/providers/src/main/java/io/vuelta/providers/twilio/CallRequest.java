package io.vuelta.providers.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request for a call that fulfils all {@link NewCallRules}. The address of the call's TwiML is only in its form: see
 * {@link Conversations}.
 *
 * @param form all parameters of the request
 * @param to E.164, with +
 * @param from E.164, with +
 * @param timeout how long the call may ring, in simulated time
 * @param timeLimit how long an answered call may last, in simulated time
 * @param statusCallback the address for the events; null for none
 * @param events the values of Twilio's StatusCallbackEvent that are sent there
 * @param amdCallback the address for the result of an asynchronous machine detection; null for none
 */
record CallRequest(
        Form form,
        String to,
        String from,
        Duration timeout,
        Duration timeLimit,
        @Nullable String statusCallback,
        Set<String> events,
        Detection detection,
        boolean asyncDetection,
        @Nullable String amdCallback) {

    private static final String RECORDING_EVENT = "RecordingStatusCallbackEvent";
    private static final long DEFAULT_TIMEOUT_SECONDS = 60;

    /** Twilio ends a call after four hours unless the account allows more. */
    private static final long DEFAULT_TIME_LIMIT_SECONDS = 14_400;

    CallRequest {
        events = Set.copyOf(events);
    }

    /**
     * @param form a form that fulfils all {@link NewCallRules}
     */
    static CallRequest of(Form form) {
        return new CallRequest(
                form,
                form.first("To"),
                form.first("From"),
                seconds(form, "Timeout", DEFAULT_TIMEOUT_SECONDS),
                seconds(form, "TimeLimit", DEFAULT_TIME_LIMIT_SECONDS),
                form.has("StatusCallback") ? form.first("StatusCallback") : null,
                form.all("StatusCallbackEvent").isEmpty()
                        ? Set.of(Step.Kind.ENDED.event())
                        : Set.copyOf(form.all("StatusCallbackEvent")),
                Detection.of(form.first("MachineDetection")),
                form.first("AsyncAmd").equals("true"),
                form.has("AsyncAmdStatusCallback") ? form.first("AsyncAmdStatusCallback") : null);
    }

    String statusCallbackMethod() {
        return form.has("StatusCallbackMethod") ? form.first("StatusCallbackMethod") : "POST";
    }

    boolean recorded() {
        return form.first("Record").equals("true");
    }

    /** Number of channels of the recording: 2 for {@code dual}, else 1. */
    int recordingChannels() {
        return form.first("RecordingChannels").equals("dual") ? 2 : 1;
    }

    /** The address for the callback of the complete recording; null for none. */
    @Nullable
    String recordingCallback() {
        boolean wanted =
                !form.has(RECORDING_EVENT) || events(form, RECORDING_EVENT).contains("completed");
        return wanted && form.has("RecordingStatusCallback") ? form.first("RecordingStatusCallback") : null;
    }

    String recordingCallbackMethod() {
        return form.has("RecordingStatusCallbackMethod") ? form.first("RecordingStatusCallbackMethod") : "POST";
    }

    /** The values of a parameter that may be repeated, and have several values with spaces between them. */
    static Set<String> events(Form form, String name) {
        return form.all(name).stream()
                .flatMap(value -> Stream.of(value.split(" ")))
                .collect(Collectors.toSet());
    }

    String amdCallbackMethod() {
        return form.has("AsyncAmdStatusCallbackMethod") ? form.first("AsyncAmdStatusCallbackMethod") : "POST";
    }

    /** The query parameter {@code attempt} of the status callback; null if there is none. */
    @Nullable
    String attempt() {
        Form query = Form.parse(
                statusCallback == null ? null : URI.create(statusCallback).getRawQuery());
        return query.has("attempt") ? query.first("attempt") : null;
    }

    private static Duration seconds(Form form, String name, long absent) {
        return Duration.ofSeconds(form.has(name) ? Long.parseLong(form.first(name)) : absent);
    }

    /** Whether Twilio detects who answered, and when it reports the result. */
    enum Detection {
        OFF,
        AT_ONCE,
        MESSAGE_END;

        static Detection of(String machineDetection) {
            return switch (machineDetection) {
                case "Enable" -> AT_ONCE;
                case "DetectMessageEnd" -> MESSAGE_END;
                default -> OFF;
            };
        }
    }
}
