/** The hours in which attempts may begin, in a time zone. */
@NullMarked
package io.vuelta.domain.window;

import org.jspecify.annotations.NullMarked;
