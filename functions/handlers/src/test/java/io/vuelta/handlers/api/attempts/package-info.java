@NullMarked
package io.vuelta.handlers.api.attempts;

import org.jspecify.annotations.NullMarked;
