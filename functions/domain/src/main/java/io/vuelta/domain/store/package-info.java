/** Types that all stores share. */
@NullMarked
package io.vuelta.domain.store;

import org.jspecify.annotations.NullMarked;
