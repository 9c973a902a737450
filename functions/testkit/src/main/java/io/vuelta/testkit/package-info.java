/**
 * The common parts of the tests of every module; nothing of it ships. {@link io.vuelta.testkit.World} puts a whole
 * system together.
 */
@NullMarked
package io.vuelta.testkit;

import org.jspecify.annotations.NullMarked;
