/** The function that counts the changes of the table's change stream. */
@NullMarked
package io.vuelta.handlers.count;

import org.jspecify.annotations.NullMarked;
