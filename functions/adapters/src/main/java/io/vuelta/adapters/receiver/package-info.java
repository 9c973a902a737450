/** Posts events to the customer's endpoints: signed, bounded, and to public addresses alone. */
@NullMarked
package io.vuelta.adapters.receiver;

import org.jspecify.annotations.NullMarked;
