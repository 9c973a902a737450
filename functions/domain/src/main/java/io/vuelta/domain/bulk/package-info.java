/** Actions on many contacts at once, as jobs. */
@NullMarked
package io.vuelta.domain.bulk;

import org.jspecify.annotations.NullMarked;
