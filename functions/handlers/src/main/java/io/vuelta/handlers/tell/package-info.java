/** The function that sends events of written changes. */
@NullMarked
package io.vuelta.handlers.tell;

import org.jspecify.annotations.NullMarked;
