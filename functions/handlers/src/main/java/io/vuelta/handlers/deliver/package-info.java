/** The function that posts events to endpoints. */
@NullMarked
package io.vuelta.handlers.deliver;

import org.jspecify.annotations.NullMarked;
