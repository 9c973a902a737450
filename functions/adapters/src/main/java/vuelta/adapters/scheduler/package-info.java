/** The lines' schedules on EventBridge Scheduler. */
@NullMarked
package vuelta.adapters.scheduler;

import org.jspecify.annotations.NullMarked;
