@NullMarked
package io.vuelta.handlers.api.contacts;

import org.jspecify.annotations.NullMarked;
