package io.vuelta.handlers.api.http;

import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.dispatch.ReplyProvider;

/**
 * What the API speaks to for conversations in writing.
 *
 * @param received what people wrote
 * @param replies what agents wrote
 * @param provider that sends what agents write
 */
public record ThreadPorts(ReceivedMessages received, AgentReplies replies, ReplyProvider provider) {}
