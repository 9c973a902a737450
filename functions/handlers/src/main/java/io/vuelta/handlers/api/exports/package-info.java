/** Exports: request one, and show its progress. */
@NullMarked
package io.vuelta.handlers.api.exports;

import org.jspecify.annotations.NullMarked;
