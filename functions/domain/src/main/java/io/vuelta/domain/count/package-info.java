/** Counting a campaign's contacts and attempts from the changes that its table tells of. */
@NullMarked
package io.vuelta.domain.count;

import org.jspecify.annotations.NullMarked;
