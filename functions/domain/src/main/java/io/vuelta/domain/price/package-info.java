/** Money, and the prices of attempts on a line. */
@NullMarked
package io.vuelta.domain.price;

import org.jspecify.annotations.NullMarked;
