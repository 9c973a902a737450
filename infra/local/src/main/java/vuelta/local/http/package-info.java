/** API Gateway: the HTTP front of the functions. */
@NullMarked
package vuelta.local.http;

import org.jspecify.annotations.NullMarked;
