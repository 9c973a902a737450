package io.vuelta.domain.event;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts to endpoints. */
public interface EventReceiver {
    /**
     * Posts a signed body, and waits a few seconds at most for the response. Does not throw for errors of the receiver
     * or the network.
     *
     * @param body the values by field, in their order
     */
    Reply post(Endpoint endpoint, Map<String, @Nullable Object> body);

    /**
     * Why nothing can be posted to this address, as a text for people; empty if posting is possible. Resolves the host.
     */
    Optional<String> refusal(String url);

    /** The result of a post. */
    sealed interface Reply {
        /** The receiver responded with a 2xx status. */
        record Accepted(int status) implements Reply {}

        /**
         * The receiver did not accept the body.
         *
         * @param reason the reason as a code, e.g. {@code HTTP_500}, {@code TIMEOUT}
         * @param away whether the receiver did not respond, or was overloaded: other posts should wait
         */
        record Failed(String reason, boolean away) implements Reply {}
    }
}
