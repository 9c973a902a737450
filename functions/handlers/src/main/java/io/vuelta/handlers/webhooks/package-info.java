/** The function that receives the providers' webhooks. */
@NullMarked
package io.vuelta.handlers.webhooks;

import org.jspecify.annotations.NullMarked;
