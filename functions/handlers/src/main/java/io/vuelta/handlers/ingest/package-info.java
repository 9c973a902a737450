/** The function that reads a contact file into batches. */
@NullMarked
package io.vuelta.handlers.ingest;

import org.jspecify.annotations.NullMarked;
