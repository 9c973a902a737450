/** What the API promises its clients, on a store in memory. */
@NullMarked
package vuelta.handlers.api;

import org.jspecify.annotations.NullMarked;
