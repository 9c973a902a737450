package io.vuelta.providers.twilio;

/** A parameter of a request that cannot be read; its message may be shown to the caller. */
final class MalformedParameter extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedParameter(String name, Exception cause) {
        super("Invalid '" + name + "'", cause);
    }
}
