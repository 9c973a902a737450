/** What every store may answer. */
@NullMarked
package vuelta.domain.store;

import org.jspecify.annotations.NullMarked;
