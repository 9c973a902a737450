/** Delimited text by commons-csv. */
@NullMarked
package vuelta.adapters.csv;

import org.jspecify.annotations.NullMarked;
