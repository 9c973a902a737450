package io.vuelta.adapters.provider.vapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.adapters.provider.platform.PlatformValues;
import io.vuelta.domain.attempt.AnsweredBy;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.CallStatus;
import io.vuelta.domain.attempt.ConversationFindings;
import io.vuelta.domain.reason.TimelineCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of Vapi's values. Vapi has about six hundred reasons for the end of a call: for reasons that are not
 * listed here, their prefix decides. (https://docs.vapi.ai/calls/call-ended-reason)
 */
final class VapiVocabulary {
    private static final Duration MAX_CALL = Duration.ofDays(1);
    private static final Pattern SIP = Pattern.compile(".*outbound-sip-([3-6][0-9]{2})-.*");

    /** The ends of a conversation that has taken place. */
    private static final Set<String> ENDS = Set.of(
            "assistant-said-end-call-phrase",
            "assistant-forwarded-call",
            "assistant-request-returned-forwarding-phone-number",
            "silence-timed-out",
            "exceeded-max-duration",
            "call.in-progress.sip-completed-call",
            "call.in-progress.twilio-completed-call",
            "call.ending.hook-executed-say",
            "call.ending.hook-executed-transfer",
            "call.forwarding.no-answer",
            "call.forwarding.operator-busy",
            "vonage-completed",
            "vonage-disconnected",
            "voicemail");

    /** The prefixes of reasons that are errors of the assistant, Vapi or the network. */
    private static final Set<String> FAULTS = Set.of(
            "assistant-",
            "call.",
            "call-",
            "pipeline-",
            "phone-call-provider-",
            "worker-",
            "twilio-",
            "vonage-",
            "scheduled-",
            "vapifault-",
            "customer-did-not-give-microphone-permission",
            "unknown-error");

    private VapiVocabulary() {}

    /** The status of the call; empty while it waits to be dialled, and for an unknown status. */
    static Optional<CallEvent> currentStatus(String id, JsonNode call, Instant now) {
        return switch (call.path("status").asText()) {
            case "ringing" -> Optional.of(new CallEvent.Reported(id, CallStatus.RINGING, null, null, now));
            case "in-progress" ->
                Optional.of(new CallEvent.Reported(
                        id,
                        CallStatus.IN_PROGRESS,
                        null,
                        null,
                        instant(call, "startedAt").orElse(now)));
            case "forwarding" -> Optional.of(new CallEvent.Reported(id, CallStatus.FORWARDING, null, null, now));
            case "ended" -> Optional.of(ended(id, call, call.path("artifact"), now));
            default -> Optional.empty();
        };
    }

    /** Reads the end from a call or from an end-of-call report. */
    static CallEvent.Reported ended(String id, JsonNode body, JsonNode artifact, Instant now) {
        String reason = body.path("endedReason").asText("");
        CallStatus status = end(reason, body);
        boolean answered = status == CallStatus.ENDED;
        return new CallEvent.Reported(
                id,
                status,
                answered ? talked(body) : null,
                answered ? (reason.equals("voicemail") ? AnsweredBy.MACHINE : AnsweredBy.HUMAN) : null,
                recordingUrl(artifact),
                status == CallStatus.FAILED ? error(reason) : null,
                instant(body, "endedAt").orElse(now));
    }

    /** The final status of a call; an unknown reason counts as a normal end if the call was connected. */
    static CallStatus end(String reason, JsonNode body) {
        if (reason.equals("customer-busy")) {
            return CallStatus.BUSY;
        }
        if (reason.equals("customer-did-not-answer")) {
            return CallStatus.NO_ANSWER;
        }
        if (ENDS.contains(reason)
                || reason.startsWith("customer-ended-call")
                || reason.startsWith("assistant-ended-call")) {
            return CallStatus.ENDED;
        }
        boolean connected = instant(body, "startedAt").isPresent();
        return FAULTS.stream().anyMatch(reason::startsWith) || !connected ? CallStatus.FAILED : CallStatus.ENDED;
    }

    /**
     * The error code of a reason. Reasons with an effect have a fixed code; the code of any other one is derived from
     * the reason.
     */
    private static String error(String reason) {
        Matcher sip = SIP.matcher(reason);
        if (sip.matches()) {
            return TimelineCode.SIP.withDetail(sip.group(1));
        }
        return switch (reason) {
            case "call.start.error-subscription-concurrency-limit-reached" -> "VAPI_CONCURRENCY_LIMIT_REACHED";
            case "call.start.error-subscription-insufficient-credits",
                    "call.start.error-subscription-wallet-does-not-exist",
                    "call.start.error-subscription-upgrade-failed" -> "VAPI_INSUFFICIENT_CREDITS";
            case "call.start.error-subscription-frozen" -> "VAPI_SUBSCRIPTION_FROZEN";
            case "call.start.error-vapi-number-outbound-daily-limit" -> "VAPI_DAILY_LIMIT_REACHED";
            case "twilio-reported-customer-misdialed" -> "VAPI_CUSTOMER_MISDIALED";
            case "vonage-rejected" -> "VAPI_CALL_REJECTED";
            default -> PlatformValues.code(TimelineCode.VAPI, reason.isEmpty() ? "no_reason" : reason);
        };
    }

    private static @Nullable Duration talked(JsonNode body) {
        Optional<Instant> from = instant(body, "startedAt");
        Optional<Instant> to = instant(body, "endedAt");
        if (from.isEmpty() || to.isEmpty()) {
            return null;
        }
        Duration talked = Duration.between(from.get(), to.get());
        return talked.isNegative() || talked.compareTo(MAX_CALL) > 0 ? null : talked;
    }

    private static Optional<Instant> instant(JsonNode body, String field) {
        try {
            return body.path(field).isTextual()
                    ? Optional.of(Instant.parse(body.path(field).textValue()))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The address of the recording. Presigned addresses expire, but are used if there is no other. */
    private static @Nullable String recordingUrl(JsonNode artifact) {
        return Stream.of("/recordingUrl", "/recording/mono/combinedUrl", "/presignedMonoUrl")
                .map(pointer -> PlatformValues.recordingUrl(artifact.at(pointer)))
                .filter(url -> url != null)
                .findFirst()
                .orElse(null);
    }

    /** The findings; null for a call that was not answered, and before the analysis. */
    static @Nullable ConversationFindings findings(JsonNode body, JsonNode analysis, JsonNode artifact) {
        boolean analyzed =
                !analysis.isEmpty() || artifact.path("structuredOutputs").isObject();
        if (!analyzed || end(body.path("endedReason").asText(""), body) != CallStatus.ENDED) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (JsonNode output : artifact.path("structuredOutputs")) {
            if (output.path("result").isObject()) {
                PlatformValues.put(values, output.path("result"));
            } else {
                PlatformValues.text(output.path("result"))
                        .ifPresent(text -> values.put(output.path("name").asText(), text));
            }
        }
        PlatformValues.put(values, analysis.path("structuredData"));
        PlatformValues.text(analysis.path("successEvaluation")).ifPresent(is -> values.put("successEvaluation", is));
        return new ConversationFindings(
                values,
                null,
                PlatformValues.textOrNull(analysis.path("summary")),
                PlatformValues.textOrNull(artifact.path("transcript")));
    }
}
