/** Checks requests and responses by the description of the HTTP API, and generates random requests from it. */
@NullMarked
package io.vuelta.testkit.openapi;

import org.jspecify.annotations.NullMarked;
