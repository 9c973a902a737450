package io.vuelta.adapters.provider.twilio;

import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.LineId;

/**
 * Where Twilio and the agent reach us about one attempt.
 *
 * @param resultUrl where the agent posts what the conversation brought
 * @param contextUrl where the agent reads whom it talks to
 */
record Hooks(String publicUrl, LineId line, AttemptId attempt, String resultUrl, String contextUrl) {
    static Hooks of(String publicUrl, LineId line, AttemptId attempt, AttemptTokens tokens) {
        return new Hooks(
                publicUrl, line, attempt, tokens.resultUrl(publicUrl, attempt), tokens.contextUrl(publicUrl, attempt));
    }

    /** One of the callbacks that {@link TwilioWebhooks} reads. */
    String url(String callback) {
        return publicUrl + "/webhooks/twilio/" + line + "/" + callback + "?attempt="
                + TwilioForm.encode(attempt.toString());
    }
}
