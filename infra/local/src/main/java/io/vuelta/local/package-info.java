/** What {@code mvn -Plocal} runs: the whole system with its simulators, and the sample campaign. */
@NullMarked
package io.vuelta.local;

import org.jspecify.annotations.NullMarked;
