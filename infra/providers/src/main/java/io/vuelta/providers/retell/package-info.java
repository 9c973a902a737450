/**
 * A simulator of Retell AI, as retell-sdk 5.66 speaks to it. {@link io.vuelta.providers.retell.RetellDialect} has its
 * requests, answers and events.
 */
@NullMarked
package io.vuelta.providers.retell;

import org.jspecify.annotations.NullMarked;
