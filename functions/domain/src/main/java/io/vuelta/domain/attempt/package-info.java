/** One call or message to a contact: its write-ahead record, the provider's events, and its outcome. */
@NullMarked
package io.vuelta.domain.attempt;

import org.jspecify.annotations.NullMarked;
