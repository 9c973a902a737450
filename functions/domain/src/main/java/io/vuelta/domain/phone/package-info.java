/** Telephone numbers: the canonical form that is dialled, the key that identifies a person, and how raw input becomes both. */
@NullMarked
package io.vuelta.domain.phone;

import org.jspecify.annotations.NullMarked;
