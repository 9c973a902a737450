/** The function that begins attempts, and asks after them. */
@NullMarked
package vuelta.handlers.dispatch;

import org.jspecify.annotations.NullMarked;
