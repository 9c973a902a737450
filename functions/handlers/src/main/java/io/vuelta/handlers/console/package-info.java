/** The function that serves the console: the pages by which people run campaigns in a browser. */
@NullMarked
package io.vuelta.handlers.console;

import org.jspecify.annotations.NullMarked;
