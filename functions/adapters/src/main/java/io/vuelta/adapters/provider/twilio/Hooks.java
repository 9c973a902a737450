package io.vuelta.adapters.provider.twilio;

import io.vuelta.adapters.provider.http.WebhookLine;
import io.vuelta.domain.access.AttemptTokens;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Provider;

/**
 * Our URLs for Twilio and the agent for one attempt.
 *
 * @param resultUrl the URL to which the agent posts the conversation's result
 * @param contextUrl the URL from which the agent reads the contact's data
 */
record Hooks(String publicUrl, LineId line, AttemptId attempt, String resultUrl, String contextUrl) {
    static Hooks of(String publicUrl, LineId line, AttemptId attempt, AttemptTokens tokens) {
        return new Hooks(
                publicUrl, line, attempt, tokens.resultUrl(publicUrl, attempt), tokens.contextUrl(publicUrl, attempt));
    }

    /** The URL of a callback that {@link TwilioWebhooks} reads. */
    String url(String callback) {
        return WebhookLine.address(publicUrl, Provider.TWILIO, line) + "/" + callback + "?attempt="
                + TwilioForm.encode(attempt.toString());
    }
}
