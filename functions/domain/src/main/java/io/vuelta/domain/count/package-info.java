/** Counting a campaign's contacts and attempts from the change stream of its table. */
@NullMarked
package io.vuelta.domain.count;

import org.jspecify.annotations.NullMarked;
