/** The function that settles events. */
@NullMarked
package vuelta.handlers.settle;

import org.jspecify.annotations.NullMarked;
