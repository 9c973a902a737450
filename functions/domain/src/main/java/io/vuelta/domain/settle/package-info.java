/** Carrying a provider's event into attempt, contact and counters. */
@NullMarked
package io.vuelta.domain.settle;

import org.jspecify.annotations.NullMarked;
