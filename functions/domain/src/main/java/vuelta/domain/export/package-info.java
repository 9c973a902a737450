/** What happened, as CSV. */
@NullMarked
package vuelta.domain.export;

import org.jspecify.annotations.NullMarked;
