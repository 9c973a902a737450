/** One person in one campaign, and the effect of each outcome on the contact. */
@NullMarked
package io.vuelta.domain.contact;

import org.jspecify.annotations.NullMarked;
