/** The function that counts what the table's change stream tells. */
@NullMarked
package io.vuelta.handlers.count;

import org.jspecify.annotations.NullMarked;
