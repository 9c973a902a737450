/** A line: one number at one provider, the limited resource that campaigns share. */
@NullMarked
package io.vuelta.domain.line;

import org.jspecify.annotations.NullMarked;
