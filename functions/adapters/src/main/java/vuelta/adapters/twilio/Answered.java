package vuelta.adapters.twilio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import vuelta.domain.contact.ContactData;
import vuelta.domain.dispatch.CallRequest;

/** What Twilio runs when the call is answered: the agent's own address, told whom it speaks to; else the first message. */
final class Answered {
    /** Twilio takes TwiML of up to 4,000 characters. */
    private static final int MOST_SAID = 3_000;

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
        String said = message.length() > MOST_SAID ? message.substring(0, MOST_SAID) : message;
        return said.isBlank()
                ? "<Response><Pause length=\"1\"/></Response>"
                : "<Response><Say>" + escaped(said) + "</Say></Response>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
