package io.vuelta.handlers.api.http;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.dispatch.ReplyProvider;

/**
 * Ports for conversations in writing.
 *
 * @param received the messages that people send
 * @param replies the replies that agents send
 * @param provider sends the agents' replies
 */
public record ThreadPorts(ReceivedMessages received, AgentReplies replies, ReplyProvider provider) {}
