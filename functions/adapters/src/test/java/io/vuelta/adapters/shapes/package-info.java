/** What the adapters ask of providers, judged by the providers' published contracts. */
@NullMarked
package io.vuelta.adapters.shapes;

import org.jspecify.annotations.NullMarked;
