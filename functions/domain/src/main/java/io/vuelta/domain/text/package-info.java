/** Text that people and programs send. */
@NullMarked
package io.vuelta.domain.text;

import org.jspecify.annotations.NullMarked;
