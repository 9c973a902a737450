/** Text that people and programs send, names of constants, and hashes. */
@NullMarked
package io.vuelta.domain.text;

import org.jspecify.annotations.NullMarked;
