/** A line: one number at one provider, the scarce thing that campaigns share. */
@NullMarked
package io.vuelta.domain.line;

import org.jspecify.annotations.NullMarked;
