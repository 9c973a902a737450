/** Placeholder. */
@NullMarked
package vuelta.domain;

import org.jspecify.annotations.NullMarked;
