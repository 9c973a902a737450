/** The function that puts batches of contacts into the table. */
@NullMarked
package io.vuelta.handlers.load;

import org.jspecify.annotations.NullMarked;
