/** Waking a line's pacer, and reporting the results of its claims. */
@NullMarked
package io.vuelta.domain.wake;

import org.jspecify.annotations.NullMarked;
