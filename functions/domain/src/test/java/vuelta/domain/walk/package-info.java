/** Whole campaigns on virtual time, by seed: every delivery may be late, doubled or cut off, and the rules hold. */
@NullMarked
package vuelta.domain.walk;

import org.jspecify.annotations.NullMarked;
