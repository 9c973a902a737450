package io.vuelta.adapters.provider.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.adapters.provider.http.JsonBody;
import io.vuelta.adapters.provider.http.SentOnce;
import io.vuelta.domain.attempt.AgentReply;
import io.vuelta.domain.dispatch.ReplyProvider;
import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.Secrets;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.reason.TimelineCode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Replies through Meta's WhatsApp Cloud API: messages of free text, which Meta accepts for 24 hours after the person's
 * last message. A request is sent once. The reply's id is sent in {@code biz_opaque_callback_data}, so that its reports
 * are distinguished from those of the attempt's own message.
 */
public final class WhatsAppReplies implements ReplyProvider {
    /** Re-engagement message: more than 24 hours have passed. */
    private static final int WINDOW_CLOSED = 131047;

    private final HttpClient http;
    private final Secrets secrets;

    /** Uses a client that never repeats a POST. */
    public WhatsAppReplies(HttpClient http, Secrets secrets) {
        this.http = http;
        this.secrets = secrets;
    }

    @Override
    public Answer send(Line line, PhoneNumber to, AgentReply reply) {
        HttpRequest post;
        try {
            Account account = Account.of(line, secrets);
            post = account.request(account.phoneNumberId() + "/messages")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(to, reply).toString()))
                    .build();
        } catch (Secrets.SecretUnavailable | IllegalArgumentException _) {
            return new Answer.Unavailable(TimelineCode.LINE_SECRET.name());
        }
        return switch (SentOnce.send(http, post)) {
            case SentOnce.Answered answered -> classify(answered.response());
            case SentOnce.NotConnected _ -> new Answer.Unavailable(TimelineCode.PROVIDER_UNREACHABLE.name());
            case SentOnce.Unknown unknown -> new Answer.Lost(unknown.reason());
        };
    }

    private static ObjectNode body(PhoneNumber to, AgentReply reply) {
        ObjectNode body = JsonBody.object()
                .put("messaging_product", "whatsapp")
                .put("recipient_type", "individual")
                .put("to", to.e164())
                .put("type", "text")
                .put("biz_opaque_callback_data", ReplyMark.of(reply).toString());
        // No preview: otherwise Meta would fetch any URL in the agent's text.
        body.putObject("text").put("preview_url", false).put("body", reply.text());
        return body;
    }

    private static Answer classify(HttpResponse<String> answer) {
        int status = answer.statusCode();
        JsonNode body = JsonBody.answer(answer.body());
        if (status / 100 == 2) {
            return JsonBody.text(body, "/messages/0/id").isPresent()
                    ? new Answer.Taken()
                    : new Answer.Lost(TimelineCode.ANSWER_NOT_UNDERSTOOD.name());
        }
        JsonNode code = body.at("/error/code");
        if (!code.canConvertToInt()) {
            return byStatus(status, TimelineCode.HTTP.withDetail(status));
        }
        String reason = MetaErrors.reason(code.intValue());
        if (code.intValue() == WINDOW_CLOSED) {
            return new Answer.WindowClosed();
        }
        return switch (MetaErrors.of(
                status, code.intValue(), body.at("/error/error_subcode").asInt())) {
            case SLOW_DOWN, THIS_PAIR_LATER, SERVICE_AWAY, ACCOUNT_UNUSABLE -> new Answer.Unavailable(reason);
            case OPTED_OUT -> new Answer.OptedOut(reason);
            case NOT_THIS_PERSON, NOT_THIS_PERSON_TODAY, ROW, TEMPLATE_OR_ROW, TEMPLATE_UNUSABLE ->
                new Answer.Refused(reason);
            // The error "Something went wrong" does not state whether the reply was sent, unless the HTTP status shows
            // that it was not.
            case TRY_AGAIN, UNKNOWN -> byStatus(status, reason);
        };
    }

    private static Answer byStatus(int status, String reason) {
        return switch (status) {
            case 401, 403, 429 -> new Answer.Unavailable(reason);
            default -> status / 100 == 4 ? new Answer.Refused(reason) : new Answer.Lost(reason);
        };
    }
}
