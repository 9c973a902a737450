/** Secrets Manager: a server for reading secrets. */
@NullMarked
package io.vuelta.cloud.secrets;

import org.jspecify.annotations.NullMarked;
