/** The customer's API keys: create, list and revoke. */
@NullMarked
package io.vuelta.handlers.api.keys;

import org.jspecify.annotations.NullMarked;
