/** The function that creates, lists and revokes API keys. */
@NullMarked
package io.vuelta.handlers.keys;

import org.jspecify.annotations.NullMarked;
