package io.vuelta.domain.settle;

import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptEvent;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.suppression.Consent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Understands what one provider posts to us; its signature is checked before anything else. Never throws for bad input. */
public interface Webhooks {
    ParsedEvent read(WebhookRequest posted);

    /**
     * Answers a provider that asks, before it posts anything, whether the address is ours.
     *
     * @return what proves it; empty if the question does not come from the provider, or it never asks
     */
    default Optional<String> answerChallenge(WebhookRequest asked) {
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
    record WebhookRequest(
            String url, List<String> path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        public WebhookRequest {
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
    sealed interface ParsedEvent {
        record Event(AttemptId attempt, AttemptEvent event) implements ParsedEvent {}

        /**
         * Something whose sender waits for an answer.
         *
         * @param event null if nothing has happened
         * @param contentType of the answer
         * @param answer what the sender is to do now, e.g. TwiML
         */
        record Answered(@Nullable Event event, String contentType, String answer) implements ParsedEvent {}

        /**
         * Several things at once. Each is carried out whatever becomes of the others.
         *
         * @param consents who wants no more messages, or wants them again
         * @param received what people wrote
         * @param early replies that quote messages which are not known
         * @param reports how far replies of agents are
         * @param troubles what is wrong with the line's account or templates
         * @param ignored why, of each thing of no consequence; for the log
         * @param again why, of each thing of which nothing can be made yet: then the provider is asked to post the whole
         *     again
         */
        record Events(
                List<Event> events,
                List<Consent> consents,
                List<ReceivedMessage> received,
                List<EarlyReply> early,
                List<ReplyReport> reports,
                List<LineTrouble> troubles,
                List<String> ignored,
                List<String> again)
                implements ParsedEvent {
            public Events {
                events = List.copyOf(events);
                consents = List.copyOf(consents);
                received = List.copyOf(received);
                early = List.copyOf(early);
                reports = List.copyOf(reports);
                troubles = List.copyOf(troubles);
                ignored = List.copyOf(ignored);
                again = List.copyOf(again);
            }
        }

        /**
         * How far a reply of an agent is.
         *
         * @param reply our id of it
         * @param error the provider's code where it has failed; else null
         */
        record ReplyReport(
                AttemptId attempt,
                String reply,
                AgentReply.Status status,
                @Nullable String error) {}

        /**
         * Trouble that a provider reports of a line, and of no attempt.
         *
         * @param reason as a code, e.g. {@code WHATSAPP_ACCOUNT_RESTRICTION}
         * @param at when it happened
         */
        record LineTrouble(ProviderTrouble.Wider trouble, String reason, Instant at) {}

        /** What a conversation has brought. */
        record Report(AttemptId attempt, ConversationReport report) implements ParsedEvent {}

        /**
         * What a voice platform posts of one call: events and results, in one body.
         *
         * @param line of the attempt: a platform may post the events of several lines to the address of one
         * @param report null if nothing was found out
         */
        record OfCall(
                LineId line,
                AttemptId attempt,
                List<CallEvent> events,
                @Nullable ConversationReport report) implements ParsedEvent {
            public OfCall {
                events = List.copyOf(events);
            }
        }

        /** Genuine, and of no consequence. */
        record Nothing(String why) implements ParsedEvent {}

        /** Its signature is missing or wrong, or it is for a line that we do not have. */
        record Forged(String why) implements ParsedEvent {}

        /** Genuine, and not to be understood. */
        record Malformed(String why) implements ParsedEvent {}
    }
}
