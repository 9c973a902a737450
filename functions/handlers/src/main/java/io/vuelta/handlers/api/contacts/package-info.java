/** Contacts of a campaign: add, list, show, act on one, and its timeline. */
@NullMarked
package io.vuelta.handlers.api.contacts;

import org.jspecify.annotations.NullMarked;
