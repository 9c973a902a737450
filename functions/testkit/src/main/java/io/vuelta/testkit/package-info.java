/**
 * The common parts of the tests of all modules; it is not deployed. {@link io.vuelta.testkit.World} combines a whole
 * system.
 */
@NullMarked
package io.vuelta.testkit;

import org.jspecify.annotations.NullMarked;
