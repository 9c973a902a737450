/** The cost of campaigns, and what is left of their budgets. */
@NullMarked
package io.vuelta.domain.cost;

import org.jspecify.annotations.NullMarked;
