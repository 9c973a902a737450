package io.vuelta.adapters.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.dispatch.CallRequest;
import io.vuelta.domain.dispatch.Placeholders;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.phone.PhoneNumber;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The TwiML that Twilio runs when a call is answered, by the line's connection to the agent. */
final class AnswerTwiml {
    /** Maximum length of TwiML in the request for a call, in characters. */
    static final int MAX_TWIML = 4_000;

    /** Maximum length of a URL for Twilio, in characters. */
    private static final int MAX_URL = 4_000;

    /** Maximum length of the name and the value of a parameter together, in characters. */
    private static final int MAX_PARAMETER = 499;

    /** Maximum length of the headers of a SIP address, in characters. */
    private static final int MAX_SIP_HEADERS = 1_024;

    private static final String MORE_IN_URL = "&more=true";
    private static final String MORE_PARAMETER = "<Parameter name=\"" + CallData.MORE + "\" value=\"true\"/>";
    private static final String MORE_HEADER = "&X-Vuelta-More=true";
    private static final String SILENCE = "<Response><Pause length=\"1\"/></Response>";

    private AnswerTwiml() {}

    /**
     * The agent's URL with the ids, the URLs for the result and for further data, and as much of the contact's data as
     * fits. {@code more=true} means that some data was left out.
     */
    static String url(String voiceUrl, CallData data) {
        StringBuilder url = new StringBuilder(voiceUrl);
        data.ids().forEach((name, value) -> add(url, name, value, MAX_URL));
        boolean whole = true;
        for (Map.Entry<String, String> field : data.fields().entrySet()) {
            whole &= add(url, field.getKey(), field.getValue(), MAX_URL - MORE_IN_URL.length());
        }
        return whole ? url.toString() : url.append(MORE_IN_URL).toString();
    }

    /** Adds a parameter. Returns false if there is no space for it. */
    private static boolean add(StringBuilder url, String name, String value, int max) {
        String field = (url.indexOf("?") < 0 ? "?" : "&") + TwilioForm.encode(name) + "=" + TwilioForm.encode(value);
        if (url.length() + field.length() > max) {
            return false;
        }
        url.append(field);
        return true;
    }

    /** The TwiML that reads the first message out. */
    static String say(CallRequest request) {
        return request.firstMessage() == null
                ? SILENCE
                : said(request.line(), request.contact().number(), request.firstMessage(), "");
    }

    /**
     * The TwiML that reads a text out.
     *
     * @param after the TwiML that follows, within {@code Response}
     */
    static String said(Line line, PhoneNumber to, String text, String after) {
        Spoken spoken = Spoken.on(line, to);
        String voice = spoken.voice() == null ? "" : " voice=\"" + Xml.escaped(spoken.voice()) + "\"";
        String begin = "<Response><Say language=\"" + Xml.escaped(spoken.language()) + "\"" + voice + ">";
        String end = "</Say>" + after + "</Response>";
        String said = Xml.escaped(Xml.clean(text), MAX_TWIML - begin.length() - end.length());
        return said.isEmpty() ? SILENCE.replace("</Response>", after + "</Response>") : begin + said + end;
    }

    /** The TwiML that connects the audio of the call to the agent's WebSocket, in both directions. */
    static String stream(AgentConnection.Stream stream, CallData data, Hooks hooks) {
        String begin = connect(hooks) + "<Stream url=\"" + Xml.escaped(stream.url()) + "\" statusCallback=\""
                + Xml.escaped(hooks.url("stream")) + "\">";
        return withParameters(begin, data, "</Stream></Connect></Response>");
    }

    /**
     * The TwiML with which Twilio converts speech to text and text to speech; the text is exchanged over the agent's
     * WebSocket.
     */
    static String relay(AgentConnection.ConversationRelay relay, CallRequest request, CallData data, Hooks hooks) {
        Spoken spoken = Spoken.on(request.line(), request.contact().number());
        String begin = connect(hooks) + "<ConversationRelay url=\"" + Xml.escaped(relay.url()) + "\" language=\""
                + Xml.escaped(spoken.language()) + "\""
                + relayVoice(request.line().details().voice());
        String end = "</ConversationRelay></Connect></Response>";
        String attribute = " welcomeGreeting=\"";
        int room = MAX_TWIML - (begin + attribute + "\">" + parameters(data.ids()) + MORE_PARAMETER + end).length();
        String greeting = Xml.escaped(Xml.clean(greeting(relay, request)), room);
        String greets = greeting.isEmpty() ? "" : attribute + greeting + "\"";
        return withParameters(begin + greets + ">", data, end);
    }

    private static String greeting(AgentConnection.ConversationRelay relay, CallRequest request) {
        if (request.firstMessage() != null) {
            return request.firstMessage();
        }
        return relay.greeting() == null ? "" : Placeholders.fill(relay.greeting(), request.contact());
    }

    /**
     * The voice for ConversationRelay. The names of {@code Say} begin with their vendor; a voice of ElevenLabs, which
     * is the default here, is an id.
     */
    private static String relayVoice(@Nullable String voice) {
        if (voice == null) {
            return "";
        }
        int dot = voice.indexOf('.');
        String provider = dot < 0
                ? ""
                : switch (voice.substring(0, dot)) {
                    case "Polly" -> "Amazon";
                    case "Google" -> "Google";
                    default -> "";
                };
        return provider.isEmpty()
                ? " voice=\"" + Xml.escaped(voice) + "\""
                : " ttsProvider=\"" + provider + "\" voice=\"" + Xml.escaped(voice.substring(dot + 1)) + "\"";
    }

    private static String connect(Hooks hooks) {
        return "<Response><Connect action=\"" + Xml.escaped(hooks.url("connect")) + "\">";
    }

    /** TwiML with as much of the contact's data as fits, as parameters. */
    private static String withParameters(String begin, CallData data, String end) {
        StringBuilder twiml = new StringBuilder(begin).append(parameters(data.ids()));
        boolean whole = true;
        for (Map.Entry<String, String> field : data.fields().entrySet()) {
            String parameter = parameter(field.getKey(), field.getValue());
            boolean fits = field.getKey().length() + field.getValue().length() <= MAX_PARAMETER
                    && twiml.length() + parameter.length() + MORE_PARAMETER.length() + end.length() <= MAX_TWIML;
            if (fits) {
                twiml.append(parameter);
            }
            whole &= fits;
        }
        return twiml.append(whole ? "" : MORE_PARAMETER).append(end).toString();
    }

    private static String parameters(Map<String, String> fields) {
        StringBuilder parameters = new StringBuilder();
        fields.forEach((name, value) -> parameters.append(parameter(name, value)));
        return parameters.toString();
    }

    private static String parameter(String name, String value) {
        return "<Parameter name=\"" + Xml.escaped(name) + "\" value=\"" + Xml.escaped(value) + "\"/>";
    }

    /**
     * The TwiML that connects the call to the agent's SIP address; the agent gets the data as headers of the SIP call.
     */
    static String sip(String uri, String user, String password, CallRequest request, CallData data, Hooks hooks) {
        StringBuilder headers = new StringBuilder();
        data.ids().forEach((name, value) -> addHeader(headers, name, value, MAX_SIP_HEADERS));
        boolean whole = true;
        for (Map.Entry<String, String> field : data.fields().entrySet()) {
            whole &= addHeader(headers, field.getKey(), field.getValue(), MAX_SIP_HEADERS - MORE_HEADER.length());
        }
        if (!whole) {
            headers.append(MORE_HEADER);
        }
        return dialSip(uri + "?" + headers.substring(1), user, password, request, hooks);
    }

    /** The TwiML that connects the call to a SIP address without headers. */
    static String dialSip(String uri, String user, String password, CallRequest request, Hooks hooks) {
        String credentials = user.isEmpty()
                ? ""
                : " username=\"" + Xml.escaped(user) + "\" password=\"" + Xml.escaped(password) + "\"";
        return "<Response><Dial answerOnBridge=\"true\" callerId=\""
                + request.line().number().e164() + "\" action=\""
                + Xml.escaped(hooks.url("dial")) + "\"><Sip" + credentials + ">" + Xml.escaped(uri)
                + "</Sip></Dial></Response>";
    }

    private static boolean addHeader(StringBuilder headers, String name, String value, int max) {
        String header = "&X-Vuelta-" + headerName(name) + "=" + percentEncoded(value);
        if (!name.matches("[0-9A-Za-z_-]+") || headers.length() + header.length() > max) {
            return false;
        }
        headers.append(header);
        return true;
    }

    /** The name as a header: {@code result_url} becomes {@code Result-Url}. */
    private static String headerName(String name) {
        StringBuilder header = new StringBuilder();
        for (String word : name.split("_", -1)) {
            header.append(header.isEmpty() ? "" : "-");
            header.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return header.toString();
    }

    private static String percentEncoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    /**
     * The TwiML that transfers the conversation to a person, who is called from the line's number.
     *
     * @param ended the callback for the end of that call
     */
    static String transfer(String to, String from, String ended) {
        return "<Response><Dial callerId=\"" + from + "\" action=\"" + Xml.escaped(ended) + "\"><Number>" + to
                + "</Number></Dial></Response>";
    }
}
