/** Who may use the API, and what was answered to whom. */
@NullMarked
package io.vuelta.domain.access;

import org.jspecify.annotations.NullMarked;
