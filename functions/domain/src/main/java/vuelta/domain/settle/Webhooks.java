package vuelta.domain.settle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vuelta.domain.attempt.AttemptEvent;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.attempt.ConversationReport;
import vuelta.domain.line.LineId;

/** Understands what one provider posts to us; its signature is checked before anything else. Never throws for bad input. */
public interface Webhooks {
    Reading read(Posted posted);

    /**
     * Answers a provider that asks, before it posts anything, whether the address is ours.
     *
     * @return what proves it; empty if the question does not come from the provider, or it never asks
     */
    default Optional<String> prove(Posted asked) {
        return Optional.empty();
    }

    /**
     * What was posted.
     *
     * @param url exactly as the provider called it, with its query
     * @param path what follows {@code /webhooks/<provider>/}, cut at slashes: the line whose secret signs, and what else
     *     the provider's address has
     * @param query decoded; of a repeated name the first value
     * @param headers names in lower case
     * @param body the raw bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // The signature is over the bytes; copied in and out.
    record Posted(String url, List<String> path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        public Posted {
            path = List.copyOf(path);
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
            body = body.clone();
        }

        /** Whose secret signs. Throws IllegalArgumentException if the address does not say so: then it is forged. */
        public LineId line() {
            return new LineId(path.getFirst());
        }

        @Override
        public byte[] body() {
            return body.clone();
        }
    }

    /** What it is. */
    sealed interface Reading {
        record Event(AttemptId attempt, AttemptEvent event) implements Reading {}

        /**
         * Several things at once, some of which may be of no consequence.
         *
         * @param ignored why, of each of those; for the log
         */
        record Events(List<Event> events, List<String> ignored) implements Reading {
            public Events {
                events = List.copyOf(events);
                ignored = List.copyOf(ignored);
            }
        }

        /** Genuine, and not to be made anything of yet: the provider is asked to post it again. */
        record Later(String why) implements Reading {}

        /** What a conversation has brought. */
        record Report(AttemptId attempt, ConversationReport report) implements Reading {}

        /** Genuine, and of no consequence. */
        record Nothing(String why) implements Reading {}

        /** Its signature is missing or wrong, or it is for a line that we do not have. */
        record Forged(String why) implements Reading {}

        /** Genuine, and not to be understood. */
        record Malformed(String why) implements Reading {}
    }
}
