/** What happened, as CSV. */
@NullMarked
package io.vuelta.domain.export;

import org.jspecify.annotations.NullMarked;
