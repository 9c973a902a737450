/** The function that sends events about changes in the table. */
@NullMarked
package io.vuelta.handlers.tell;

import org.jspecify.annotations.NullMarked;
