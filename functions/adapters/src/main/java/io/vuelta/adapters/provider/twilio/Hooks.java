package io.vuelta.adapters.provider.twilio;

import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.LineId;

/**
 * Our addresses for Twilio and the agent about one attempt.
 *
 * @param resultUrl the agent posts the conversation's result to it
 * @param contextUrl the agent reads the contact's data from it
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
