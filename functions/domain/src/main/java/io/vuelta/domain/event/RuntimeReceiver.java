package io.vuelta.domain.event;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.attempt.Message;
import io.vuelta.domain.line.Line;

/** Posts to the runtimes of agents what people write to them. */
public interface RuntimeReceiver {
    /**
     * Posts a signed body, and waits for the answer a few seconds at most. Does not throw for what the other side does.
     *
     * @param agent which has a runtime
     * @param line whose secret signs
     * @param message that the person answers
     * @param event of type {@link EventType#MESSAGE_RECEIVED}
     */
    EventReceiver.Reply post(Agent agent, Line line, Message message, Event event);
}
