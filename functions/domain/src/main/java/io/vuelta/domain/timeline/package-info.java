/** The history of one contact: what happened, and what did not happen and why. */
@NullMarked
package io.vuelta.domain.timeline;

import org.jspecify.annotations.NullMarked;
