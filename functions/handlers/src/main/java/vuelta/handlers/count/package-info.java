/** The function that counts what the table's change stream tells. */
@NullMarked
package vuelta.handlers.count;

import org.jspecify.annotations.NullMarked;
