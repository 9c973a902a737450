/** Secrets Manager: a server for reading secrets. */
@NullMarked
package io.vuelta.local.secrets;

import org.jspecify.annotations.NullMarked;
