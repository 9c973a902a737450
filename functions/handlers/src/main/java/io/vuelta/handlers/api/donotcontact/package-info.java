/** The do-not-contact list. */
@NullMarked
package io.vuelta.handlers.api.donotcontact;

import org.jspecify.annotations.NullMarked;
