/** The function that sends events about changes in the table. */
@NullMarked
package io.vuelta.handlers.publish;

import org.jspecify.annotations.NullMarked;
