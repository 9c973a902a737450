/** Jobs, each of which applies one action to many contacts. */
@NullMarked
package io.vuelta.domain.bulk;

import org.jspecify.annotations.NullMarked;
