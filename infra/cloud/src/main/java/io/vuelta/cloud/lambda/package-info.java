/** Lambda: the functions' handlers, called in this process the way Lambda calls them. */
@NullMarked
package io.vuelta.cloud.lambda;

import org.jspecify.annotations.NullMarked;
