package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.CallEvent;

/** Places calls. Does not throw for errors of a provider or the network. */
@FunctionalInterface
public interface CallPlacer {
    /**
     * Requests a call from the provider, once: it never tries again. If the result is unknown, it returns {@link
     * CallEvent.AnswerLost}.
     */
    PlacementResult place(CallRequest request);
}
