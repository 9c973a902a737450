/** The function that puts batches of contacts into the table. */
@NullMarked
package vuelta.handlers.load;

import org.jspecify.annotations.NullMarked;
