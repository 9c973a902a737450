/** Settling providers' events: their effects on attempts, contacts and lines. */
@NullMarked
package io.vuelta.domain.settle;

import org.jspecify.annotations.NullMarked;
