/** Placeholder. */
@NullMarked
package vuelta.local;

import org.jspecify.annotations.NullMarked;
