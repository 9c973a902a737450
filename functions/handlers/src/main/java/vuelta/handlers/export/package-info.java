/** The function that writes exports. */
@NullMarked
package vuelta.handlers.export;

import org.jspecify.annotations.NullMarked;
