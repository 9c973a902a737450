/**
 * EventBridge Scheduler on the local machine, as far as the functions use it. {@link
 * io.vuelta.cloud.scheduler.SchedulerServer} describes this part.
 */
@NullMarked
package io.vuelta.cloud.scheduler;

import org.jspecify.annotations.NullMarked;
