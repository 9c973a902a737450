@NullMarked
package io.vuelta.handlers.api.uploads;

import org.jspecify.annotations.NullMarked;
