/** The voice agent on whose behalf a campaign calls. */
@NullMarked
package io.vuelta.domain.agent;

import org.jspecify.annotations.NullMarked;
