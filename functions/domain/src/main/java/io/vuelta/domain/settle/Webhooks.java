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
    default Optional<String> answerChallenge(WebhookRequest request) {
        return Optional.empty();
    }

    /**
     * A posted webhook request.
     *
     * @param url exactly as the provider called it, with its query
     * @param path the rest after {@code /webhooks/<provider>/}, cut at slashes: the line whose secret signs, and
     *     further parts of the provider's address
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

        /**
         * The line whose secret signs. Throws IllegalArgumentException if the address names none: then the request is
         * forged.
         */
        public LineId line() {
            return new LineId(path.getFirst());
        }

        @Override
        public byte[] body() {
            return body.clone();
        }
    }

    /** A parsed request. */
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
         * Several events in one request. Each is handled, even if another one fails.
         *
         * @param consents people who do not want more messages, or want them again
         * @param received people's messages
         * @param early replies that quote unknown messages
         * @param reports statuses of agents' replies
         * @param troubles errors of the line's account or templates
         * @param ignored the reasons for ignored pieces; for the log
         * @param again the reasons for pieces that cannot be handled yet: then the provider is asked to post the whole
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
         * The status of an agent's reply.
         *
         * @param reply our id of it
         * @param error the provider's code if it has failed; else null
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

        /** The result of a conversation. */
        record Report(AttemptId attempt, ConversationReport report) implements ParsedEvent {}

        /**
         * A voice platform's report on one call: events and results, in one body.
         *
         * @param line of the attempt: a platform may post the events of several lines to the address of one
         * @param report null if there are no findings
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
