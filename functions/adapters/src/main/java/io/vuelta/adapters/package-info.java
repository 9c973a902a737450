/** What adapters of several technologies need alike. */
@NullMarked
package io.vuelta.adapters;

import org.jspecify.annotations.NullMarked;
