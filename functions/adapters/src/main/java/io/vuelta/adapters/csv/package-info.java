/** Delimited text, and its encodings. */
@NullMarked
package io.vuelta.adapters.csv;

import org.jspecify.annotations.NullMarked;
