/**
 * EventBridge Scheduler on the local machine: its REST API, and a clock that fires what was scheduled.
 *
 * <p>Entry points are {@link vuelta.local.scheduler.SchedulerServer} and the port it delivers through,
 * {@link vuelta.local.scheduler.ScheduleTarget}.
 */
@NullMarked
package vuelta.local.scheduler;

import org.jspecify.annotations.NullMarked;
