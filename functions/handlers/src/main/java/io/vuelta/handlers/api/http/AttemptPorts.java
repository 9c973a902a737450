package io.vuelta.handlers.api.http;

import io.vuelta.domain.attempt.Conversations;
import io.vuelta.domain.attempt.Transcripts;
import io.vuelta.domain.contact.Attempts;

/**
 * The ports of attempts: calls and messages, and their conversations.
 *
 * @param conversations the results of conversations that agents report
 * @param threads the ports of conversations in writing
 */
public record AttemptPorts(
        Attempts attempts, Conversations conversations, Transcripts transcripts, ThreadPorts threads) {}
