/** The function that settles events. */
@NullMarked
package io.vuelta.handlers.settle;

import org.jspecify.annotations.NullMarked;
