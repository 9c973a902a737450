/** Contact files: the address to which a file is sent, and its result. */
@NullMarked
package io.vuelta.handlers.api.uploads;

import org.jspecify.annotations.NullMarked;
