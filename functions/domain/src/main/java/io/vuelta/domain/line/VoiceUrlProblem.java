package io.vuelta.domain.line;

/** Why nothing can be fetched from a {@code voice_url}. */
public enum VoiceUrlProblem {
    /** The server did not answer in time. */
    TIMED_OUT,
    /** The server has no valid certificate. */
    TLS_FAILED,
    /** No connection to the server could be made. */
    NOT_CONNECTED,
    /** The connection ended without an answer. */
    NO_ANSWER,
    /** A gateway answered with HTTP status 502: the application behind it failed. */
    HTTP_502,
    /** A gateway answered with HTTP status 503: no application is available behind it. */
    HTTP_503,
    /** A gateway answered with HTTP status 504: the application behind it did not answer in time. */
    HTTP_504
}
