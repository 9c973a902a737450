/** The lines' schedules on EventBridge Scheduler. */
@NullMarked
package io.vuelta.adapters.scheduler;

import org.jspecify.annotations.NullMarked;
