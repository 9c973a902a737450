/** Exports: have one written, and see how far it is. */
@NullMarked
package io.vuelta.handlers.api.exports;

import org.jspecify.annotations.NullMarked;
