/** The function that wakes all lines with work each hour, and orders the removal of old contacts each day. */
@NullMarked
package io.vuelta.handlers.watchdog;

import org.jspecify.annotations.NullMarked;
