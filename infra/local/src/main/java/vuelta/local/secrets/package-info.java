/** Secrets Manager: a server for reading secrets. */
@NullMarked
package vuelta.local.secrets;

import org.jspecify.annotations.NullMarked;
