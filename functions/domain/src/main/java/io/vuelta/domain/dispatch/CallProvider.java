package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.line.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider of calls. No method throws for what a provider or a network may do. */
public interface CallProvider {
    /**
     * Asks the provider to place a call, once: it never tries again. If the result is unknown, it returns {@link
     * CallEvent.AnswerLost}.
     */
    PlacementResult place(CallRequest request);

    /** Asks the provider for the state of a call: by its id where we have it, else by numbers and time. */
    LookUp lookUp(Line line, Call call);

    /**
     * Asks the provider to end a call that has its id. The call's events report the end, as for any call. A call that
     * is over already, or does not exist any more, is left unchanged. If the provider cannot be asked, nothing happens,
     * and it is asked again later.
     */
    void hangUp(Line line, Call call);

    /**
     * Asks the provider to read a text out to the machine that has answered, and then to hang up. If the provider
     * cannot do that, the call is hung up.
     */
    default void leaveMessage(Line line, Call call, String text) {
        hangUp(line, call);
    }

    /**
     * Cancels a call that the provider has accepted and not dialled yet; a call that rings or is answered continues.
     * The call's events report the end, as for any call: {@link Call#CANCELED}, which counts as no call. If the
     * provider cannot be asked, nothing happens, and it is asked again later. Most providers dial at once, so there is
     * nothing to cancel.
     */
    default void takeBack(Line line, Call call) {}

    /** The provider's answer to a look-up. */
    sealed interface LookUp {
        /**
         * The provider knows the call.
         *
         * @param events that it reports, in order; empty if there is nothing new
         * @param report of the conversation, if the provider is also asked for it; null for none
         */
        record Known(List<CallEvent> events, @Nullable ConversationReport report) implements LookUp {
            public Known {
                events = List.copyOf(events);
            }

            /** Without a report. */
            public Known(List<CallEvent> events) {
                this(events, null);
            }
        }

        /** It has no such call. */
        record NotKnown() implements LookUp {}

        /** It could not be asked; another time. */
        record Unavailable(String reason) implements LookUp {}
    }
}
