/** What every store may answer. */
@NullMarked
package io.vuelta.domain.store;

import org.jspecify.annotations.NullMarked;
