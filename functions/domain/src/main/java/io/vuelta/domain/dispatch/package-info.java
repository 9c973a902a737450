/** Beginning an attempt, at most once, and asking its provider what became of it. */
@NullMarked
package io.vuelta.domain.dispatch;

import org.jspecify.annotations.NullMarked;
