@NullMarked
package io.vuelta.handlers.api.keys;

import org.jspecify.annotations.NullMarked;
