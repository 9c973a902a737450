/** The function that takes the providers' events. */
@NullMarked
package vuelta.handlers.webhooks;

import org.jspecify.annotations.NullMarked;
