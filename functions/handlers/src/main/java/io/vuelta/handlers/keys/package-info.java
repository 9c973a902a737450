/** The function that compares a campaign's counts with its contacts, and corrects them. */
@NullMarked
package io.vuelta.handlers.keys;

import org.jspecify.annotations.NullMarked;
