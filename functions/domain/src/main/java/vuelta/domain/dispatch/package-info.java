/** Beginning an attempt, at most once, and asking its provider what became of it. */
@NullMarked
package vuelta.domain.dispatch;

import org.jspecify.annotations.NullMarked;
