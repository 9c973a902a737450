/** One call or message to a contact: its write-ahead record, the provider's events, and what they come to. */
@NullMarked
package io.vuelta.domain.attempt;

import org.jspecify.annotations.NullMarked;
