/** Credentials from Secrets Manager. */
@NullMarked
package io.vuelta.adapters.secrets;

import org.jspecify.annotations.NullMarked;
