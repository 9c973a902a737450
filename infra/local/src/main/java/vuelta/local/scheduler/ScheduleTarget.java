package vuelta.local.scheduler;

/** Where the scheduler sends what is due. Called by several threads at once. */
public interface ScheduleTarget {
    /**
     * Delivers one call. At least once: after a crash, or after a failure that had already delivered, the same call
     * comes again with the same {@link TargetCall#executionId()}.
     *
     * <p>It must return or throw within seconds: calls of one round wait for each other.
     *
     * @throws ScheduleTargetException if the call was not delivered; it is retried as the schedule's retry policy says
     */
    void deliver(TargetCall call) throws ScheduleTargetException;

    /**
     * Whether this target can ever deliver to an ARN. Schedules to any other ARN are refused when they are created,
     * instead of failing when they fire.
     */
    default boolean supports(String targetArn) {
        return true;
    }
}
