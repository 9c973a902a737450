package io.vuelta.domain.dispatch;

import io.vuelta.domain.attempt.Call;
import io.vuelta.domain.attempt.CallEvent;
import io.vuelta.domain.attempt.ConversationReport;
import io.vuelta.domain.line.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider of calls. No method throws for errors of a provider or the network. */
public interface CallProvider extends CallPlacer {
    /** Requests the state of a call from the provider: by its id if it is known, otherwise by numbers and time. */
    LookUp lookUp(Line line, Call call);

    /**
     * Requests from the provider to end a call whose id is known. The call's events report the end, as for any call. A
     * call that is already over, or no longer exists, is not changed. If the provider cannot be reached, nothing
     * happens, and the request is repeated later.
     */
    void hangUp(Line line, Call call);

    /**
     * Requests from the provider to read a text out to the machine that has answered, and then to hang up. If the
     * provider cannot do that, the call is hung up.
     */
    default void leaveMessage(Line line, Call call, String text) {
        hangUp(line, call);
    }

    /**
     * Cancels a call that the provider has accepted and not dialled yet; a call that rings or is answered continues.
     * The call's events report the end, as for any call: {@link Call#CANCELED}, which counts as no call. If the
     * provider cannot be reached, nothing happens, and the request is repeated later. Most providers dial immediately,
     * so there is nothing to cancel.
     */
    default void takeBack(Line line, Call call) {}

    /** The provider's answer to a look-up. */
    sealed interface LookUp {
        /**
         * The provider knows the call.
         *
         * @param events the events that the provider reports, in order; empty if there is nothing new
         * @param report the report of the conversation, if the provider also has it; null for none
         */
        record Known(List<CallEvent> events, @Nullable ConversationReport report) implements LookUp {
            public Known {
                events = List.copyOf(events);
            }

            /** An answer without a report of the conversation. */
            public Known(List<CallEvent> events) {
                this(events, null);
            }
        }

        /** The provider has no such call. */
        record NotKnown() implements LookUp {}

        /**
         * The provider could not be reached, or its answer has no usable information on this call; the request can be
         * repeated later.
         */
        record Unavailable(String reason) implements LookUp {}
    }
}
