package io.vuelta.cloud.lambda;

import org.jspecify.annotations.Nullable;

/** A function cannot run with its settings; the message names the function and what is missing. */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LambdaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
