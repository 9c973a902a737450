/** What happened to one contact, and what did not and why. */
@NullMarked
package io.vuelta.domain.timeline;

import org.jspecify.annotations.NullMarked;
