/**
 * A reference runtime of the generic agent's contract (functions/decisions/24-generic-agent.md), with invented people
 * behind the numbers. {@link io.vuelta.providers.agent.AgentSimulator} is the entry point.
 */
@NullMarked
package io.vuelta.providers.agent;

import org.jspecify.annotations.NullMarked;
