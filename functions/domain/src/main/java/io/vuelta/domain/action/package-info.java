/** What people and agents ask for: of a campaign, of one contact, and what a conversation has brought. */
@NullMarked
package io.vuelta.domain.action;

import org.jspecify.annotations.NullMarked;
