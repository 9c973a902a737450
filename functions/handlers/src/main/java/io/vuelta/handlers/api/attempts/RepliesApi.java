package io.vuelta.handlers.api.attempts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.SendReply;
import io.vuelta.domain.action.SendReply.Sent;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.attempt.ReceivedMessage;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.SuppressionView;
import io.vuelta.handlers.api.http.ThreadPorts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Conversations in writing: the texts of a person and the agent, and the agent's next reply. */
final class RepliesApi {
    /**
     * Maximum number of texts that are shown, the latest ones: all of them could exceed the size limit of a response.
     */
    private static final int MAX_SHOWN = 100;

    private static final String TEXT = "text";

    private final SendReply send;
    private final ThreadPorts threads;
    private final Ids ids;
    private final InstantSource clock;

    RepliesApi(SendReply send, ThreadPorts threads, Ids ids, InstantSource clock) {
        this.send = send;
        this.threads = threads;
        this.ids = ids;
        this.clock = clock;
    }

    ApiResponse create(Request request) {
        AttemptId id = AttemptId.parse(request.variable("attempt")).orElseThrow(RepliesApi::unknown);
        Fields fields = request.fields();
        fields.allowOnly(Set.of(TEXT));
        String text = fields.requiredText(TEXT, AgentReply.MAX_TEXT);
        return switch (send.apply(id, ids.next(), text)) {
            case Sent.Done done -> ApiResponse.of(202, "reply", json(done.reply()));
            case Sent.NoSuchMessage _ -> throw unknown();
            case Sent.LineDeleted _ ->
                throw ApiError.ofField(
                        409,
                        ApiErrorCode.INTEGRATION_DELETED,
                        "integration_id",
                        "the line over which the message was sent has been deleted");
            case Sent.Over over ->
                throw ApiError.over(
                        over.campaign().id().value(), over.campaign().status().wire());
            case Sent.Archived archived ->
                throw ApiError.archived(archived.campaign().id().value());
            case Sent.Listed listed -> throw ApiError.listed(SuppressionView.json(listed.entry(), clock.instant()));
            case Sent.WindowClosed closed -> throw ApiError.windowClosed(closed.since());
            case Sent.TooMany _ ->
                throw ApiError.of(
                        409,
                        ApiErrorCode.TOO_MANY_REPLIES,
                        "this conversation has " + AgentReply.MAX_REPLIES + " replies, the maximum");
            case Sent.Refused refused -> throw ApiError.refusedByProvider(refused.reason());
            case Sent.Unavailable unavailable -> throw ApiError.provider(unavailable.reason());
        };
    }

    /** The texts of the person and of the agent, in the order of time. */
    ArrayNode thread(AttemptId attempt) {
        List<Line> lines = new ArrayList<>();
        threads.received().of(attempt).forEach(message -> lines.add(new Line(message.at(), json(message))));
        threads.replies().of(attempt).forEach(reply -> lines.add(new Line(reply.at(), json(reply))));
        lines.sort(Comparator.comparing(Line::at));
        ArrayNode thread = ApiJson.list();
        lines.subList(Math.max(0, lines.size() - MAX_SHOWN), lines.size()).forEach(line -> thread.add(line.json()));
        return thread;
    }

    private record Line(Instant at, ObjectNode json) {}

    private static ObjectNode json(ReceivedMessage message) {
        return ApiJson.object()
                .put("id", message.id())
                .put("from", "person")
                .put("at", message.at().toString())
                .put("kind", message.kind())
                .put(TEXT, message.text())
                .put("media", message.media())
                .putNull("status")
                .putNull("error");
    }

    private static ObjectNode json(AgentReply reply) {
        return ApiJson.object()
                .put("id", reply.id())
                .put("from", "agent")
                .put("at", reply.at().toString())
                .put("kind", "text")
                .put(TEXT, reply.text())
                .putNull("media")
                .put("status", reply.status().wire())
                .put("error", reply.error());
    }

    private static ApiError unknown() {
        return ApiError.notFound("message", "with this id");
    }
}
