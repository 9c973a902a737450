/** The upload of a contact file into a campaign: its state, counts and problems. */
@NullMarked
package io.vuelta.domain.upload;

import org.jspecify.annotations.NullMarked;
