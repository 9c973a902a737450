package io.vuelta.domain.event;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts to endpoints. */
public interface EventReceiver {
    /**
     * Posts a signed body, and waits for the answer a few seconds at most. Does not throw for what the other side does.
     *
     * @param body by field, in their order
     */
    Reply post(Endpoint endpoint, Map<String, @Nullable Object> body);

    /** Why nothing can be posted to this address, for people; empty if it can. Looks up the host. */
    Optional<String> refusal(String url);

    /** The result of a post. */
    sealed interface Reply {
        /** A 2xx status. */
        record Accepted(int status) implements Reply {}

        /**
         * Anything else.
         *
         * @param reason as a code, e.g. {@code HTTP_500}, {@code TIMEOUT}
         * @param away whether it gave no answer, or could not cope: others should wait
         */
        record Failed(String reason, boolean away) implements Reply {}
    }
}
