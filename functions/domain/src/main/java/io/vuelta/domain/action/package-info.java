/** Requests of people and agents: for a campaign, for one contact, and the results of conversations. */
@NullMarked
package io.vuelta.domain.action;

import org.jspecify.annotations.NullMarked;
