package io.vuelta.cloud.scheduler;

/** A request that is answered with one of EventBridge Scheduler's error types. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    private RequestRefused(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    static RequestRefused invalid(String message) {
        return new RequestRefused(400, "ValidationException", message);
    }

    /**
     * @param what what is not supported, e.g. a field with its name in the API, {@code Target.EcsParameters}
     */
    static RequestRefused unsupported(String what) {
        return invalid(what + " is not supported by the local scheduler");
    }

    static RequestRefused missing(String what) {
        return new RequestRefused(404, "ResourceNotFoundException", what + " does not exist.");
    }

    static RequestRefused taken(String what) {
        return new RequestRefused(409, "ConflictException", what + " already exists.");
    }
}
