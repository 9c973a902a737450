/** The function that paces a line. */
@NullMarked
package vuelta.handlers.pace;

import org.jspecify.annotations.NullMarked;
