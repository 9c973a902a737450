package vuelta.local.scheduler;

import org.jspecify.annotations.Nullable;

/** A target did not take a call. The scheduler tries again, and at the end tells code and message to the dead-letter queue. */
public final class ScheduleTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code the target's error code, for example {@code AWS.SimpleQueueService.NonExistentQueue} */
    public ScheduleTargetException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
