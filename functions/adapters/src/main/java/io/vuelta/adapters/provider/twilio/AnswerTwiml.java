package io.vuelta.adapters.provider.twilio;

import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.dispatch.CallRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What Twilio runs when the call is answered: the agent's own address, told whom it speaks to; else the first message. */
final class AnswerTwiml {
    /** Twilio takes TwiML of up to 4,000 characters; this is for what is said, with its escapes. */
    private static final int MAX_SAID = 3_850;

    /** Twilio's limit for an address. */
    private static final int MAX_URL = 4_000;

    private static final String MORE = "&more=true";

    private AnswerTwiml() {}

    /**
     * The agent's address with attempt, campaign, agent, contact and where to post the result as query, and of the contact's data as much as fits, most
     * telling first. {@code more=true} says that something was left out: the agent reads it from the API, where the contact
     * is under these ids.
     */
    static String url(String voiceUrl, CallRequest request, String resultUrl) {
        ContactData data = request.contact().data();
        StringBuilder url = new StringBuilder(voiceUrl);
        add(url, "attempt", request.attempt().toString(), MAX_URL);
        add(url, "campaign_id", request.attempt().campaign().value(), MAX_URL);
        add(url, "agent_id", request.agent().value(), MAX_URL);
        add(url, "contact_id", request.contact().id().hash(), MAX_URL);
        add(url, "result_url", resultUrl, MAX_URL);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", data.name());
        fields.put("agent_name", data.agentName());
        fields.put("agent_voice_id", data.agentVoice());
        fields.put("first_message", request.firstMessage() == null ? "" : request.firstMessage());
        fields.put("context", data.context());
        new TreeMap<>(data.variables()).forEach((name, value) -> fields.put("var_" + name, value));
        boolean whole = true;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            whole &= add(url, field.getKey(), field.getValue(), MAX_URL - MORE.length());
        }
        return whole ? url.toString() : url.append(MORE).toString();
    }

    /** False if there is no room for it. What is empty is left out. */
    private static boolean add(StringBuilder url, String name, String value, int max) {
        if (value.isEmpty()) {
            return true;
        }
        String field = (url.indexOf("?") < 0 ? "?" : "&") + TwilioForm.encode(name) + "=" + TwilioForm.encode(value);
        if (url.length() + field.length() > max) {
            return false;
        }
        url.append(field);
        return true;
    }

    static String twiml(CallRequest request) {
        String message = request.firstMessage() == null ? "" : request.firstMessage();
        String said = said(message);
        if (said.isBlank()) {
            return "<Response><Pause length=\"1\"/></Response>";
        }
        Spoken spoken = Spoken.on(request.line(), request.contact().number());
        String voice = spoken.voice() == null ? "" : " voice=\"" + spoken.voice() + "\"";
        return "<Response><Say language=\"" + spoken.language() + "\"" + voice + ">" + said + "</Say></Response>";
    }

    /** As much of it as there is room for; without what XML has no character for. */
    private static String said(String message) {
        StringBuilder said = new StringBuilder();
        for (int at = 0; at < message.length(); ) {
            int character = message.codePointAt(at);
            at += Character.charCount(character);
            String escaped = switch (character) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                default -> isOfXml(character) ? Character.toString(character) : "";
            };
            if (said.length() + escaped.length() > MAX_SAID) {
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
