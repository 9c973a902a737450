/** A line: one number at one provider, the scarce thing that campaigns share. */
@NullMarked
package vuelta.domain.line;

import org.jspecify.annotations.NullMarked;
