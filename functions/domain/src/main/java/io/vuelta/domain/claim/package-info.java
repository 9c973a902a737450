/** The pacer's own account of whom it has claimed, and what is reported back to it. */
@NullMarked
package io.vuelta.domain.claim;

import org.jspecify.annotations.NullMarked;
