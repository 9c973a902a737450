package io.vuelta.domain.event;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.line.Line;

/** Posts people's messages to the runtimes of agents. */
public interface RuntimeReceiver {
    /**
     * Posts a signed body, and waits a few seconds at most for the response. Does not throw for errors of the runtime
     * or the network.
     *
     * @param agent the agent, which has a runtime
     * @param line the line whose secret signs the body
     * @param message the message to which the person replied
     * @param event an event of type {@link EventType#MESSAGE_RECEIVED}
     */
    EventReceiver.Reply post(Agent agent, Line line, Message message, Event event);
}
