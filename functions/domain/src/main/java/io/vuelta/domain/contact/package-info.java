/** One person in one campaign, and what each outcome makes of them. */
@NullMarked
package io.vuelta.domain.contact;

import org.jspecify.annotations.NullMarked;
