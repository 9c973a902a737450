/** The erasure of a person: its request, its steps, and its receipt. */
@NullMarked
package io.vuelta.domain.erasure;

import org.jspecify.annotations.NullMarked;
