/** The cost of campaigns, and the rest of their budgets. */
@NullMarked
package io.vuelta.domain.cost;

import org.jspecify.annotations.NullMarked;
