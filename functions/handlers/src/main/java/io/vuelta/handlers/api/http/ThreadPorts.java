package io.vuelta.handlers.api.http;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.dispatch.ReplyProvider;

/**
 * Ports for conversations in writing.
 *
 * @param received people's messages
 * @param replies agents' replies
 * @param provider that sends agents' replies
 */
public record ThreadPorts(ReceivedMessages received, AgentReplies replies, ReplyProvider provider) {}
