/**
 * EventBridge Scheduler on the local machine, as far as the functions use it. {@link io.vuelta.local.scheduler.SchedulerServer}
 * says what that is.
 */
@NullMarked
package io.vuelta.local.scheduler;

import org.jspecify.annotations.NullMarked;
