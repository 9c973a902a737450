/** Text that people and programs send. */
@NullMarked
package vuelta.domain.text;

import org.jspecify.annotations.NullMarked;
