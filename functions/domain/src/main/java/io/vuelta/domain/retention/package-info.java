/** Contacts that are removed some days after their campaign is over. */
@NullMarked
package io.vuelta.domain.retention;

import org.jspecify.annotations.NullMarked;
