/** The guarantees of the API to its clients, tested on a store in memory. */
@NullMarked
package io.vuelta.handlers.api;

import org.jspecify.annotations.NullMarked;
