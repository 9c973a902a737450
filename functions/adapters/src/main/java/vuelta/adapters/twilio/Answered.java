package vuelta.adapters.twilio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import vuelta.domain.contact.ContactData;
import vuelta.domain.dispatch.CallRequest;

/** What Twilio runs when the call is answered: the agent's own address, told whom it speaks to; else the first message. */
final class Answered {
    /** Twilio takes TwiML of up to 4,000 characters; this is for what is said, with its escapes. */
    private static final int MOST_SAID = 3_900;

    private Answered() {}

    /** The agent's address with agent, contact and variables as query. */
    static String url(String voiceUrl, CallRequest request) {
        ContactData data = request.contact().data();
        Map<String, String> query = new LinkedHashMap<>();
        data.variables().forEach((name, value) -> query.put("var_" + name, value));
        query.put("agent_id", request.agent().value());
        query.put("attempt", request.attempt().toString());
        query.put("contact_id", request.contact().id().hash());
        query.put("name", data.name());
        query.put("context", data.context());
        query.put("agent_name", data.agentName());
        query.put("agent_voice_id", data.agentVoice());
        query.put("first_message", request.firstMessage() == null ? "" : request.firstMessage());
        String encoded = query.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> Form.encode(entry.getKey()) + "=" + Form.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return voiceUrl + (voiceUrl.contains("?") ? "&" : "?") + encoded;
    }

    static String twiml(CallRequest request) {
        String message = request.firstMessage() == null ? "" : request.firstMessage();
        String said = said(message);
        return said.isBlank()
                ? "<Response><Pause length=\"1\"/></Response>"
                : "<Response><Say>" + said + "</Say></Response>";
    }

    /** As much of it as there is room for; without what XML has no character for. */
    private static String said(String message) {
        StringBuilder said = new StringBuilder();
        for (int at = 0; at < message.length(); ) {
            int character = message.codePointAt(at);
            at += Character.charCount(character);
            String escaped =
                    switch (character) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        default -> isOfXml(character) ? Character.toString(character) : "";
                    };
            if (said.length() + escaped.length() > MOST_SAID) {
                break;
            }
            said.append(escaped);
        }
        return said.toString();
    }

    private static boolean isOfXml(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
