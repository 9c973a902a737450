/** Carrying a provider's event into attempt, contact and counters. */
@NullMarked
package vuelta.domain.settle;

import org.jspecify.annotations.NullMarked;
