/** The function that posts events to endpoints, and people's replies to agents' runtimes. */
@NullMarked
package io.vuelta.handlers.deliver;

import org.jspecify.annotations.NullMarked;
