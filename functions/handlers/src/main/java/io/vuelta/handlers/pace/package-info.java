/** The function that paces a line. */
@NullMarked
package io.vuelta.handlers.pace;

import org.jspecify.annotations.NullMarked;
