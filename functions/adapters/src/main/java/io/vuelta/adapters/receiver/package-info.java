/** Posts events to the customer's endpoints: signed, with time limits, and only to public addresses. */
@NullMarked
package io.vuelta.adapters.receiver;

import org.jspecify.annotations.NullMarked;
