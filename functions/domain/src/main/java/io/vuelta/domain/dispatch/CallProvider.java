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
     * Asks the provider to place a call, once: there is no second try in here, whatever happens. What cannot be known
     * comes back as {@link CallEvent.AnswerLost}.
     */
    PlacementResult place(CallRequest request);

    /** Asks the provider what became of a call: by its id where we have it, else by numbers and time. */
    LookUp lookUp(Line line, Call call);

    /**
     * Asks the provider to end a call that has its id. What comes of it is told as of any call. One that is over already, or
     * not there any more, is left so; where the provider cannot be asked nothing happens, and it is asked another time.
     */
    void hangUp(Line line, Call call);

    /**
     * Asks the provider to read a text out to the machine that has answered, and to hang up then. Where the provider cannot do
     * that the call is hung up.
     */
    default void leaveMessage(Line line, Call call, String text) {
        hangUp(line, call);
    }

    /**
     * Takes a call back that the provider has taken and does not dial yet; one that rings or is answered goes on. What comes
     * of it is told as of any call: {@link Call#CANCELED}, which counts as no call. Where the provider cannot be asked nothing
     * happens, and it is asked another time. Most providers dial at once: nothing is to be taken back there.
     */
    default void takeBack(Line line, Call call) {}

    /** What the provider knows. */
    sealed interface LookUp {
        /**
         * It knows the call.
         *
         * @param events what it tells of it, in order; empty if nothing new
         * @param report what the conversation has brought, where the provider is asked for that too; null for nothing
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
