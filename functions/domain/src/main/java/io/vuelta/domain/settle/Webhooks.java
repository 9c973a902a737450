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

/** Parses the webhook requests of one provider. The signature is checked first. Never throws for invalid input. */
public interface Webhooks {
    ParsedEvent read(WebhookRequest posted);

    /**
     * Answers a provider's challenge, which verifies the webhook's URL before any event is posted.
     *
     * @return the text that proves it; empty if the challenge is not from the provider, or the provider has no
     *     challenges
     */
    default Optional<String> answerChallenge(WebhookRequest request) {
        return Optional.empty();
    }

    /**
     * A posted webhook request.
     *
     * @param url the URL exactly as the provider called it, with its query
     * @param path the segments after {@code /webhooks/<provider>/}: the line whose secret signs, and further segments
     *     of the provider
     * @param query the decoded parameters; for a repeated name, the first value
     * @param headers the headers, with their names in lower case
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
         * The line whose secret signs the request. Throws IllegalArgumentException if the path contains no line: then
         * the request is forged.
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
         * A request that needs a response with a body.
         *
         * @param event the event; null if there is none
         * @param contentType the content type of the response
         * @param answer the body of the response, which controls the provider, e.g. TwiML
         */
        record Answered(@Nullable Event event, String contentType, String answer) implements ParsedEvent {}

        /**
         * Several events in one request. Each is handled, even if another one fails.
         *
         * @param consents the consents of people who do not want more messages, or want them again
         * @param received people's messages
         * @param early replies that quote unknown messages
         * @param reports statuses of agents' replies
         * @param troubles errors of the line's account or templates
         * @param ignored the reasons for ignored pieces; for the log
         * @param again the reasons for pieces that cannot be handled yet; if not empty, the provider must post the
         *     whole request again
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
         * @param reply Vuelta's id of the reply
         * @param error the provider's code if the reply failed; otherwise null
         */
        record ReplyReport(
                AttemptId attempt,
                String reply,
                AgentReply.Status status,
                @Nullable String error) {}

        /**
         * An error of a line that a provider reports, without an attempt.
         *
         * @param reason the reason as a code, e.g. {@code WHATSAPP_ACCOUNT_RESTRICTION}
         * @param at when the error happened
         */
        record LineTrouble(ProviderTrouble.Wider trouble, String reason, Instant at) {}

        /** The result of a conversation. */
        record Report(AttemptId attempt, ConversationReport report) implements ParsedEvent {}

        /**
         * The result of a conversation with an invalid field.
         *
         * @param rest the report with nothing but its opt-out, which counts
         * @param why the error
         */
        record InvalidReport(Report rest, String why) implements ParsedEvent {}

        /**
         * A voice platform's report on one call: events and results, in one body.
         *
         * @param line the line of the attempt; a platform may post the events of several lines to the URL of one line
         * @param report the report of the conversation; null if there is none
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

        /** The request is genuine, and has no effect. */
        record Nothing(String why) implements ParsedEvent {}

        /** Its signature is missing or wrong, or it is for a line that we do not have. */
        record Forged(String why) implements ParsedEvent {}

        /** The request is genuine, and cannot be parsed. */
        record Malformed(String why) implements ParsedEvent {}
    }
}
