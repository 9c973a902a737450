/** Placeholder. */
@NullMarked
package vuelta.adapters;

import org.jspecify.annotations.NullMarked;
