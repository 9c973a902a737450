/** Delimited text by commons-csv. */
@NullMarked
package io.vuelta.adapters.csv;

import org.jspecify.annotations.NullMarked;
