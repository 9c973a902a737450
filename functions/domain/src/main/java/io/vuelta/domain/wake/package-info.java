/** Waking a line's pacer, and telling it what has become of its claims. */
@NullMarked
package io.vuelta.domain.wake;

import org.jspecify.annotations.NullMarked;
