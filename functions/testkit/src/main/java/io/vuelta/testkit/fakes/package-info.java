/** Every port in memory: to be believed because it passes the same contracts as the real thing. */
@NullMarked
package io.vuelta.testkit.fakes;

import org.jspecify.annotations.NullMarked;
