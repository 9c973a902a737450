/** The function that takes the providers' events. */
@NullMarked
package io.vuelta.handlers.webhooks;

import org.jspecify.annotations.NullMarked;
