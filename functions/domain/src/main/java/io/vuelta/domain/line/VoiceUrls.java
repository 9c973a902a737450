package io.vuelta.domain.line;

import java.util.Optional;

/** The applications of customers that lead the conversations of answered calls, behind a line's {@code voice_url}. */
@FunctionalInterface
public interface VoiceUrls {
    /**
     * Why nothing can be fetched from there now, as a code, e.g. {@code TIMED_OUT}; empty if something answers. Takes some
     * seconds at most. Does not throw for what a network may do.
     */
    Optional<String> problem(String url);
}
