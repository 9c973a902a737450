/** Credentials from Secrets Manager. */
@NullMarked
package vuelta.adapters.secrets;

import org.jspecify.annotations.NullMarked;
