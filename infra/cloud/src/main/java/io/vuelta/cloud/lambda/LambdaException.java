package io.vuelta.cloud.lambda;

import org.jspecify.annotations.Nullable;

/** A function cannot run with its code or settings; the message names the function and the problem. */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LambdaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
