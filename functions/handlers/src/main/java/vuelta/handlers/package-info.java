/** Placeholder. */
@NullMarked
package vuelta.handlers;

import org.jspecify.annotations.NullMarked;
