/** Beginning an attempt, at most once, and requesting its state from the provider. */
@NullMarked
package io.vuelta.domain.dispatch;

import org.jspecify.annotations.NullMarked;
