/** Money, and what attempts on a line cost. */
@NullMarked
package io.vuelta.domain.price;

import org.jspecify.annotations.NullMarked;
