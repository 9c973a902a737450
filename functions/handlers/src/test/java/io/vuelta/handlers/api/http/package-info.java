@NullMarked
package io.vuelta.handlers.api.http;

import org.jspecify.annotations.NullMarked;
