/** The pacer: which contacts may be tried now, at which instant, and when the next tick is. */
@NullMarked
package io.vuelta.domain.pace;

import org.jspecify.annotations.NullMarked;
