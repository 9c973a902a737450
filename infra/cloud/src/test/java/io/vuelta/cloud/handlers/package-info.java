/** Functions for the local runtime's own tests. */
@NullMarked
package io.vuelta.cloud.handlers;

import org.jspecify.annotations.NullMarked;
