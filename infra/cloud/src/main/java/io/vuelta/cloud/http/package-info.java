/** API Gateway: the HTTP front of the functions. */
@NullMarked
package io.vuelta.cloud.http;

import org.jspecify.annotations.NullMarked;
