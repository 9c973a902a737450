package io.vuelta.providers.twilio;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Twilio's rules for the parameters of a new call; the error of the first broken rule is the answer. A parameter that
 * is not named here is ignored, as at Twilio.
 *
 * <p>Code 20001 is used if the documentation has no specific code: classify these errors by their HTTP status. Numbers
 * must be E.164; the {@code sip:} and {@code client:} addresses of the real API are not simulated.
 */
final class NewCallRules {

    static final int NO_CODE_OF_ITS_OWN = 20001;

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern APPLICATION_SID = Pattern.compile("AP[0-9a-f]{32}");
    private static final Pattern DIGITS = Pattern.compile("[0-9A-Da-d*#wW]{1,32}");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern METHOD = Pattern.compile("GET|POST");
    private static final Set<String> RECORDING_EVENTS = Set.of("in-progress", "completed", "absent");
    private static final int MAX_TWIML_LENGTH = 4000;
    private static final int MAX_URL_LENGTH = 4000;

    private static final List<Rule> RULES = List.of(
            new Rule(21201, "No 'To' number is specified", form -> form.has("To")),
            optional(21211, "To", value -> E164.matcher(value).matches()),
            new Rule(21213, "A 'From' number is required", form -> form.has("From")),
            optional(21212, "From", value -> E164.matcher(value).matches()),
            new Rule(21205, "Url parameter is required.", NewCallRules::saysWhatToDo),
            optional(21205, "Url", NewCallRules::isWebAddress),
            optional(NO_CODE_OF_ITS_OWN, "Twiml", value -> value.length() <= MAX_TWIML_LENGTH),
            optional(21218, "ApplicationSid", APPLICATION_SID),
            optional(21205, "FallbackUrl", NewCallRules::isWebAddress),
            optional(21209, "Method", METHOD),
            optional(21209, "FallbackMethod", METHOD),
            optional(21208, "Timeout", within(0, 600)),
            optional(NO_CODE_OF_ITS_OWN, "TimeLimit", within(1, 86_400)),
            optional(21206, "SendDigits", DIGITS),
            optional(21609, "StatusCallback", NewCallRules::isWebAddress),
            optional(21209, "StatusCallbackMethod", METHOD),
            new Rule(21626, "Invalid 'StatusCallbackEvent'", NewCallRules::knowsTheEvents),
            optional(NO_CODE_OF_ITS_OWN, "Record", BOOLEAN),
            optional(NO_CODE_OF_ITS_OWN, "RecordingChannels", Pattern.compile("mono|dual")),
            optional(NO_CODE_OF_ITS_OWN, "RecordingStatusCallback", NewCallRules::isWebAddress),
            optional(21209, "RecordingStatusCallbackMethod", METHOD),
            new Rule(
                    NO_CODE_OF_ITS_OWN,
                    "Invalid 'RecordingStatusCallbackEvent'",
                    form -> RECORDING_EVENTS.containsAll(CallRequest.events(form, "RecordingStatusCallbackEvent"))),
            optional(NO_CODE_OF_ITS_OWN, "RecordingTrack", Pattern.compile("inbound|outbound|both")),
            optional(NO_CODE_OF_ITS_OWN, "Trim", Pattern.compile("trim-silence|do-not-trim")),
            optional(NO_CODE_OF_ITS_OWN, "MachineDetection", Pattern.compile("Enable|DetectMessageEnd")),
            // The four ranges: twilio.com/docs/voice/answering-machine-detection.
            optional(NO_CODE_OF_ITS_OWN, "MachineDetectionTimeout", within(3, 59)),
            optional(NO_CODE_OF_ITS_OWN, "MachineDetectionSpeechThreshold", within(1000, 6000)),
            optional(NO_CODE_OF_ITS_OWN, "MachineDetectionSpeechEndThreshold", within(500, 5000)),
            optional(NO_CODE_OF_ITS_OWN, "MachineDetectionSilenceTimeout", within(2000, 10_000)),
            optional(NO_CODE_OF_ITS_OWN, "AsyncAmd", BOOLEAN),
            optional(NO_CODE_OF_ITS_OWN, "AsyncAmdStatusCallback", NewCallRules::isWebAddress),
            optional(21209, "AsyncAmdStatusCallbackMethod", METHOD));

    private NewCallRules() {}

    static Optional<TwilioError> firstBroken(Form form) {
        return RULES.stream()
                .filter(rule -> !rule.kept().test(form))
                .findFirst()
                .map(rule -> TwilioError.badRequest(rule.code(), rule.message()));
    }

    private static boolean saysWhatToDo(Form form) {
        return form.has("Url") || form.has("Twiml") || form.has("ApplicationSid");
    }

    private static boolean knowsTheEvents(Form form) {
        return form.all("StatusCallbackEvent").stream().allMatch(Step.Kind.STATUS_EVENTS::contains);
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && !uri.getHost().isEmpty() && text.length() <= MAX_URL_LENGTH;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static Predicate<String> within(int least, int most) {
        return value ->
                value.matches("[0-9]{1,6}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most;
    }

    private static Rule optional(int code, String name, Pattern pattern) {
        return optional(code, name, value -> pattern.matcher(value).matches());
    }

    private static Rule optional(int code, String name, Predicate<String> valid) {
        return new Rule(code, "Invalid '" + name + "'", form -> !form.has(name) || valid.test(form.first(name)));
    }

    private record Rule(int code, String message, Predicate<Form> kept) {}
}
