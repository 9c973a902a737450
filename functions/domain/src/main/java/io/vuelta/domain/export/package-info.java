/** Exports of the results as CSV. */
@NullMarked
package io.vuelta.domain.export;

import org.jspecify.annotations.NullMarked;
