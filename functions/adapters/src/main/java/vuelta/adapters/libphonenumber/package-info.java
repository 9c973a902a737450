/** Telephone numbers by libphonenumber. */
@NullMarked
package vuelta.adapters.libphonenumber;

import org.jspecify.annotations.NullMarked;
