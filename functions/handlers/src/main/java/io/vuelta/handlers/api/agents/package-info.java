/** Agents, their lines and the lines' images. */
@NullMarked
package io.vuelta.handlers.api.agents;

import org.jspecify.annotations.NullMarked;
