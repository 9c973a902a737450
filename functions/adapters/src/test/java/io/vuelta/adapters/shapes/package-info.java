/** The requests of the adapters to providers, checked by the providers' published contracts. */
@NullMarked
package io.vuelta.adapters.shapes;

import org.jspecify.annotations.NullMarked;
