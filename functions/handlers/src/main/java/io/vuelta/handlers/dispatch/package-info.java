/** The function that begins attempts, and asks after them. */
@NullMarked
package io.vuelta.handlers.dispatch;

import org.jspecify.annotations.NullMarked;
