/** Telephone numbers: the canonical form that is a contact's identity, and how raw input becomes it. */
@NullMarked
package vuelta.domain.phone;

import org.jspecify.annotations.NullMarked;
