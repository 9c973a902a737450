/** Answers that every store may give. */
@NullMarked
package io.vuelta.domain.store;

import org.jspecify.annotations.NullMarked;
