/** People in all campaigns. */
@NullMarked
package io.vuelta.handlers.api.people;

import org.jspecify.annotations.NullMarked;
