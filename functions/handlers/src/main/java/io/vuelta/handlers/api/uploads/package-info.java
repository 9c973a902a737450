/** Contact files: where to send one, and what has become of it. */
@NullMarked
package io.vuelta.handlers.api.uploads;

import org.jspecify.annotations.NullMarked;
