/** The function that begins attempts, and requests their status from providers. */
@NullMarked
package io.vuelta.handlers.dispatch;

import org.jspecify.annotations.NullMarked;
