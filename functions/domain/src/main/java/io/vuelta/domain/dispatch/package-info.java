/** Beginning an attempt, at most once, and asking its provider for its state. */
@NullMarked
package io.vuelta.domain.dispatch;

import org.jspecify.annotations.NullMarked;
