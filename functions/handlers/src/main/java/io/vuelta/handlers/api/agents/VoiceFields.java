package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vuelta.domain.line.AgentConnection;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line's {@code voice}: the name of a voice, or how the conversation of an answered call reaches the agent.
 *
 * @param name the voice that reads out our own sentences; null: the voice depends on the called number
 * @param connection how the conversation is connected to the agent; null: by the line's {@code voice_url}
 */
record VoiceFields(@Nullable String name, @Nullable AgentConnection connection) {
    static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]{1,64}");

    private static final String KIND = "kind";
    private static final String NAMED = "name";
    private static final String URL = "url";
    private static final String URI = "uri";
    private static final String AGENT_ID = "agent_id";
    private static final String GREETING = "welcome_greeting";

    /** The fields of each kind, in addition to its kind and a name. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "url", Set.of(URL),
            "stream", Set.of(URL),
            "conversation_relay", Set.of(URL, GREETING),
            "sip", Set.of(URI),
            "elevenlabs", Set.of(AGENT_ID),
            "retell", Set.of(AGENT_ID),
            "say", Set.of());

    private static final String KINDS = "must be one of " + String.join(", ", new TreeSet<>(FIELDS.keySet()));

    static VoiceFields named(String name) {
        return new VoiceFields(name, null);
    }

    static VoiceFields read(Fields fields) {
        String kind = fields.requiredText(KIND, 64);
        Set<String> of = FIELDS.get(kind);
        if (of == null) {
            throw fields.invalid(KIND, KINDS);
        }
        Set<String> allowed = new HashSet<>(of);
        allowed.addAll(List.of(KIND, NAMED));
        fields.allowOnly(allowed);
        String name = fields.shortText(NAMED).orElse(null);
        if (name != null && !NAME.matcher(name).matches()) {
            throw fields.invalid(NAMED, "must be a name of a voice");
        }
        return new VoiceFields(name, connection(kind, fields));
    }

    private static AgentConnection connection(String kind, Fields fields) {
        return switch (kind) {
            case "url" -> checked(fields, URL, () -> new AgentConnection.Url(address(fields)));
            case "stream" -> checked(fields, URL, () -> new AgentConnection.Stream(address(fields)));
            case "conversation_relay" -> {
                String greeting =
                        fields.text(GREETING, AgentConnection.MAX_GREETING).orElse(null);
                yield checked(fields, URL, () -> new AgentConnection.ConversationRelay(address(fields), greeting));
            }
            case "sip" -> checked(fields, URI, () -> new AgentConnection.Sip(fields.requiredText(URI, 1_000)));
            case "elevenlabs" -> checked(fields, AGENT_ID, () -> new AgentConnection.ElevenLabs(agent(fields)));
            case "retell" -> checked(fields, AGENT_ID, () -> new AgentConnection.Retell(agent(fields)));
            default -> new AgentConnection.Say();
        };
    }

    private static String address(Fields fields) {
        return fields.requiredText(URL, AgentConnection.MAX_ADDRESS);
    }

    private static String agent(Fields fields) {
        return fields.requiredText(AGENT_ID, AgentConnection.MAX_AGENT_ID);
    }

    /** The connection's error message begins with the name of the field. */
    private static AgentConnection checked(Fields fields, String field, Supplier<AgentConnection> connection) {
        try {
            return connection.get();
        } catch (IllegalArgumentException e) {
            throw fields.invalid(field, String.valueOf(e.getMessage()).substring(field.length() + 1));
        }
    }

    /** The voice of the line as JSON; null for none. */
    static @Nullable JsonNode json(Line.Details details) {
        String name = details.voice();
        AgentConnection connection = details.connection();
        if (connection == null) {
            return name == null ? null : TextNode.valueOf(name);
        }
        ObjectNode json = ApiJson.object().put(KIND, connection.kind());
        switch (connection) {
            case AgentConnection.Url url -> json.put(URL, url.url());
            case AgentConnection.Stream stream -> json.put(URL, stream.url());
            case AgentConnection.ConversationRelay relay ->
                json.put(URL, relay.url()).put(GREETING, relay.greeting());
            case AgentConnection.Sip sip -> json.put(URI, sip.uri());
            case AgentConnection.ElevenLabs agent -> json.put(AGENT_ID, agent.agentId());
            case AgentConnection.Retell agent -> json.put(AGENT_ID, agent.agentId());
            case AgentConnection.Say _ -> {
                // The only field of this connection is its kind.
            }
        }
        return json.put(NAMED, name);
    }
}
