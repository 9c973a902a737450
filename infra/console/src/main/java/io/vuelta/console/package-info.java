/** Drives the console in a browser: what its tests and its screenshots need. */
@NullMarked
package io.vuelta.console;

import org.jspecify.annotations.NullMarked;
