/**
 * The base of each local service and simulator: an HTTP server on the loopback interface, and a file of JSON lines from
 * which it continues after a kill.
 */
@NullMarked
package io.vuelta.server;

import org.jspecify.annotations.NullMarked;
