package io.vuelta.providers.twilio;

import io.vuelta.providers.simulator.CallbackDelivery.Sending;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.providers.twilio.Step.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One form post (or GET) to the caller's URL.
 *
 * @param event Twilio's name of the event, {@code amd} or {@code recording}
 * @param url exactly as the request for the call gave it
 */
record Callback(String sid, String event, String method, String url, Map<String, String> parameters) {

    /** Twilio waits this long for the answer to a callback (twilio.com/docs/usage/webhooks). */
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    /**
     * The callbacks for the last step of a call, in order; none if the request has not subscribed to them.
     *
     * @param baseUrl the address of the simulator, at which the recording is
     */
    static List<Callback> of(SimulatedCall call, String accountSid, URI baseUrl) {
        Step step = call.plan().get(call.reached() - 1);
        Optional<Callback> ofStep =
                step.kind() == Kind.DETECTED ? ofDetection(call, accountSid) : ofStatus(call, step, accountSid);
        return Stream.concat(ofStep.stream(), ofRecording(call, accountSid, baseUrl).stream())
                .toList();
    }

    private static Optional<Callback> ofRecording(SimulatedCall call, String accountSid, URI baseUrl) {
        String url = call.request().recordingCallback();
        return url == null
                ? Optional.empty()
                : Recording.of(call)
                        .map(recording -> new Callback(
                                call.sid(),
                                "recording",
                                call.request().recordingCallbackMethod(),
                                url,
                                recordingParameters(recording, accountSid, baseUrl)));
    }

    private static Map<String, String> recordingParameters(Recording recording, String accountSid, URI baseUrl) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("AccountSid", accountSid);
        parameters.put("CallSid", recording.call().sid());
        parameters.put("RecordingSid", recording.sid());
        parameters.put("RecordingUrl", recording.url(baseUrl, accountSid));
        parameters.put("RecordingStatus", "completed");
        parameters.put("RecordingDuration", "" + recording.seconds());
        parameters.put("RecordingChannels", "" + recording.call().request().recordingChannels());
        parameters.put("RecordingStartTime", "" + SimulatorJson.rfc2822(recording.began()));
        parameters.put("RecordingSource", "OutboundAPI");
        parameters.put("RecordingTrack", "both");
        parameters.put("ErrorCode", "0");
        return parameters;
    }

    private static Optional<Callback> ofDetection(SimulatedCall call, String accountSid) {
        CallRequest request = call.request();
        if (!request.asyncDetection() || request.amdCallback() == null) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("CallSid", call.sid());
        parameters.put("AccountSid", accountSid);
        parameters.put("AnsweredBy", call.script().answeredBy());
        parameters.put(
                "MachineDetectionDuration", "" + call.script().detection().toMillis());
        return Optional.of(new Callback(
                call.sid(), Kind.DETECTED.event(), request.amdCallbackMethod(), request.amdCallback(), parameters));
    }

    private static Optional<Callback> ofStatus(SimulatedCall call, Step step, String accountSid) {
        CallRequest request = call.request();
        if (request.statusCallback() == null
                || !request.events().contains(step.kind().event())) {
            return Optional.empty();
        }
        return Optional.of(new Callback(
                call.sid(),
                step.kind().event(),
                request.statusCallbackMethod(),
                request.statusCallback(),
                statusParameters(call, step, accountSid)));
    }

    private static Map<String, String> statusParameters(SimulatedCall call, Step step, String accountSid) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("CallSid", call.sid());
        parameters.put("AccountSid", accountSid);
        parameters.put("ApiVersion", "2010-04-01");
        parameters.put("From", call.request().from());
        parameters.put("To", call.request().to());
        parameters.put("Caller", call.request().from());
        parameters.put("Called", call.request().to());
        parameters.put("Direction", "outbound-api");
        parameters.put("CallStatus", step.kind() == Kind.INITIATED ? "initiated" : call.status());
        parameters.put("Timestamp", "" + SimulatorJson.rfc2822(step.at()));
        parameters.put("SequenceNumber", "" + sequenceNumber(call));
        parameters.put("CallbackSource", "call-progress-events");
        if (!call.request().asyncDetection() && call.answeredBy() != null) {
            parameters.put("AnsweredBy", call.script().answeredBy());
        }
        if (step.kind() == Kind.ENDED) {
            parameters.put("CallDuration", "" + call.script().seconds());
            parameters.put("Duration", "" + Math.ceilDiv(call.script().seconds(), 60L));
            parameters.put("SipResponseCode", "" + call.sipCode());
        }
        return parameters;
    }

    /** The position of the event among the subscribed ones, from 0. */
    private static long sequenceNumber(SimulatedCall call) {
        return call.plan().subList(0, call.reached() - 1).stream()
                .filter(earlier ->
                        call.request().events().contains(earlier.kind().event()))
                .count();
    }

    /** @param copy which copy of the same callback it is, from 1 */
    Sending sending(int copy, String authToken) {
        return new Sending(sid, sid + "/" + event + "/" + copy, signed(authToken), Duration.ZERO);
    }

    /** The signed request. A GET has its parameters in the URL, so the signature of the URL covers them. */
    HttpRequest signed(String authToken) {
        String body = Form.of(parameters).encoded();
        boolean get = method.equals("GET");
        String target = get ? url + (url.indexOf('?') < 0 ? "?" : "&") + body : url;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target))
                .timeout(MAX_WAIT)
                .header("User-Agent", "TwilioProxy/1.1")
                .header("X-Twilio-Signature", signature(authToken, target, get ? Map.of() : parameters));
        return get
                ? request.build()
                : request.header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
    }

    /** twilio.com/docs/usage/security: HMAC-SHA1 over the URL and the sorted parameters, names and values run together. */
    static String signature(String authToken, String target, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder(target);
        new TreeMap<>(parameters).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA1", impossible);
        }
    }
}
