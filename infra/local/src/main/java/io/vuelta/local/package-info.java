/** The program of {@code mvn -Plocal}: the whole system with its simulators, and the sample campaigns. */
@NullMarked
package io.vuelta.local;

import org.jspecify.annotations.NullMarked;
