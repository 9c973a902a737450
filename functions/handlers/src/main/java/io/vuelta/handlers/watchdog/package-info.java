/** The function that wakes lines whose wake-up was lost. */
@NullMarked
package io.vuelta.handlers.watchdog;

import org.jspecify.annotations.NullMarked;
