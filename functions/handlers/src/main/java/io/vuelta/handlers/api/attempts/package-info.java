/** Calls and messages, and the results of their conversations. */
@NullMarked
package io.vuelta.handlers.api.attempts;

import org.jspecify.annotations.NullMarked;
