/** Calls and messages, and what the conversations in them brought. */
@NullMarked
package io.vuelta.handlers.api.attempts;

import org.jspecify.annotations.NullMarked;
