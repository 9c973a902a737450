/** API Gateway: the HTTP front of the functions. */
@NullMarked
package io.vuelta.local.http;

import org.jspecify.annotations.NullMarked;
