/** The function that tells of what was written. */
@NullMarked
package io.vuelta.handlers.tell;

import org.jspecify.annotations.NullMarked;
