/** What {@code mvn -Plocal} runs: the whole system with its simulators, and the sample campaign. */
@NullMarked
package io.vuelta.local.run;

import org.jspecify.annotations.NullMarked;
