/** Functions for the local runtime's own tests. */
@NullMarked
package io.vuelta.local.handlers;

import org.jspecify.annotations.NullMarked;
