/** What adapters of several technologies need alike. */
@NullMarked
package vuelta.adapters;

import org.jspecify.annotations.NullMarked;
