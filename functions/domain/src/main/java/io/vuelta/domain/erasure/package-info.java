/** Erasing a person: who is meant, in what steps, and what the receipt says. */
@NullMarked
package io.vuelta.domain.erasure;

import org.jspecify.annotations.NullMarked;
