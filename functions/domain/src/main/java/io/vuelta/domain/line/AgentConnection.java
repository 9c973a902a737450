package io.vuelta.domain.line;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the conversation of an answered call reaches the agent, on a line of Twilio. */
public sealed interface AgentConnection {
    int MAX_ADDRESS = 2_000;

    /**
     * Maximum length of a WebSocket address, in characters: with any escaping it fits into TwiML of 4,000 characters.
     */
    int MAX_SOCKET_ADDRESS = 400;

    /** Maximum length of the address of a SIP call at Twilio, in characters. */
    int MAX_SIP_ADDRESS = 255;

    int MAX_AGENT_ID = 128;
    int MAX_GREETING = 1_000;

    /** The name of the kind in the API. */
    default String kind() {
        return switch (this) {
            case Url _ -> "url";
            case Stream _ -> "stream";
            case ConversationRelay _ -> "conversation_relay";
            case Sip _ -> "sip";
            case ElevenLabs _ -> "elevenlabs";
            case Retell _ -> "retell";
            case Say _ -> "say";
        };
    }

    /** The provider fetches TwiML from a web server. */
    record Url(String url) implements AgentConnection {
        public Url {
            require(
                    isAddress(url, MAX_ADDRESS, Set.of("https", "http")),
                    "url must be an absolute http or https URL without a fragment");
        }
    }

    /**
     * The audio goes both ways over a WebSocket (Media Streams).
     *
     * @param url without query: Twilio drops it
     */
    record Stream(String url) implements AgentConnection {
        public Stream {
            require(
                    isAddress(url, MAX_SOCKET_ADDRESS, Set.of("wss")) && !url.contains("?"),
                    "url must be a wss URL of at most " + MAX_SOCKET_ADDRESS + " characters, without a query");
        }
    }

    /**
     * The conversation goes over a WebSocket as text; Twilio converts from and to speech (ConversationRelay).
     *
     * @param greeting the first sentence if the campaign has no first message; null for none
     */
    record ConversationRelay(String url, @Nullable String greeting) implements AgentConnection {
        public ConversationRelay {
            require(
                    isAddress(url, MAX_SOCKET_ADDRESS, Set.of("wss")),
                    "url must be a wss URL of at most " + MAX_SOCKET_ADDRESS + " characters");
            require(
                    greeting == null || greeting.length() <= MAX_GREETING,
                    "welcome_greeting must have at most " + MAX_GREETING + " characters");
        }
    }

    /** The call is connected to a SIP address, e.g. {@code sip:agent@sip.example.com;transport=tls}. */
    record Sip(String uri) implements AgentConnection {
        public Sip {
            require(
                    uri.length() <= MAX_SIP_ADDRESS && uri.matches("sips?:[^\\s?&<>\"@]+@[^\\s?&<>\"@]+"),
                    "uri must be a SIP address without headers and of at most " + MAX_SIP_ADDRESS
                            + " characters, e.g. sip:agent@sip.example.com");
        }
    }

    /** The call is registered at ElevenLabs before it is placed, and ElevenLabs returns how Twilio connects it. */
    record ElevenLabs(String agentId) implements AgentConnection {
        public ElevenLabs {
            requireAgent(agentId);
        }
    }

    /** The call is registered at Retell before it is placed, and Retell accepts it by SIP. */
    record Retell(String agentId) implements AgentConnection {
        public Retell {
            requireAgent(agentId);
        }
    }

    /** There is no agent: the first message is read out. */
    record Say() implements AgentConnection {}

    private static void requireAgent(String id) {
        require(
                id.length() <= MAX_AGENT_ID && id.matches("[0-9A-Za-z_-]+"),
                "agent_id must be the platform's id of an agent");
    }

    private static boolean isAddress(String url, int max, Set<String> schemes) {
        try {
            URI uri = URI.create(url);
            return url.length() <= max
                    && uri.getScheme() != null
                    && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void require(boolean holds, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException(remedy);
        }
    }
}
