/** The description of the HTTP API as the judge of requests and answers, and as the source of random requests. */
@NullMarked
package io.vuelta.testkit.openapi;

import org.jspecify.annotations.NullMarked;
