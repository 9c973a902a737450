/** Values for tests: fixed ones to begin with, and random ones by a seed. */
@NullMarked
package io.vuelta.testkit.examples;

import org.jspecify.annotations.NullMarked;
