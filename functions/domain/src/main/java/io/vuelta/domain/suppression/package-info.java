/** The do-not-contact list: numbers that must not be contacted, on every channel or on one, and until when. */
@NullMarked
package io.vuelta.domain.suppression;

import org.jspecify.annotations.NullMarked;
