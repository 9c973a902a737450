/** What the API promises its clients, on a store in memory. */
@NullMarked
package io.vuelta.handlers.api;

import org.jspecify.annotations.NullMarked;
