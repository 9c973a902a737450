/** Values for tests: fixed ones, and random ones from a seed. */
@NullMarked
package io.vuelta.testkit.examples;

import org.jspecify.annotations.NullMarked;
