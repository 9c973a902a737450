/** The pacer's own record of the contacts that it has claimed, and the reports about them. */
@NullMarked
package io.vuelta.domain.claim;

import org.jspecify.annotations.NullMarked;
