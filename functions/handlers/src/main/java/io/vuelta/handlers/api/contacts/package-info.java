/** Contacts: add, list, find over all campaigns, show, act on one or many, and the timeline. */
@NullMarked
package io.vuelta.handlers.api.contacts;

import org.jspecify.annotations.NullMarked;
