/** The voice agent on whose behalf a campaign calls. */
@NullMarked
package vuelta.domain.agent;

import org.jspecify.annotations.NullMarked;
