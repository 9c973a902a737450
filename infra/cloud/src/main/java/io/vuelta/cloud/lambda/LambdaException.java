package io.vuelta.cloud.lambda;

import org.jspecify.annotations.Nullable;

/** A function that cannot be run as it is; the message names it and what is missing. */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LambdaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
