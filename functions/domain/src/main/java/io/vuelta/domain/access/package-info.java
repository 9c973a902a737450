/** API keys, request limits, and the stored answers of repeatable requests. */
@NullMarked
package io.vuelta.domain.access;

import org.jspecify.annotations.NullMarked;
