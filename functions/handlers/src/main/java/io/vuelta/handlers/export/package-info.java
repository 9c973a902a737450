/** The function that writes exports. */
@NullMarked
package io.vuelta.handlers.export;

import org.jspecify.annotations.NullMarked;
