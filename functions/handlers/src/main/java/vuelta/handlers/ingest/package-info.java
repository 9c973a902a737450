/** The function that reads a contact file into batches. */
@NullMarked
package vuelta.handlers.ingest;

import org.jspecify.annotations.NullMarked;
