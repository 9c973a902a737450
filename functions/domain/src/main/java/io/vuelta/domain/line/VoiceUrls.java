package io.vuelta.domain.line;

import java.util.Optional;

/**
 * Checks the customers' applications behind a line's {@code voice_url}, which control the conversations of answered
 * calls.
 */
@FunctionalInterface
public interface VoiceUrls {
    /**
     * Why nothing can be fetched from this URL now; empty if a server responds. Takes some seconds at most. Does not
     * throw for network errors.
     */
    Optional<VoiceUrlProblem> problem(String url);
}
