/**
 * What each local service and simulator is built on: an HTTP server on the loopback interface, and a file of JSON lines
 * from which it goes on after a kill.
 */
@NullMarked
package io.vuelta.server;

import org.jspecify.annotations.NullMarked;
