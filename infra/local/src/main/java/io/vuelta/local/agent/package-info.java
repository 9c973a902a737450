/**
 * A reference runtime of the generic agent's contract (functions/decisions/24-generic-agent.md), with invented people behind
 * the numbers. {@link io.vuelta.local.agent.AgentSimulator} is the way in.
 */
@NullMarked
package io.vuelta.local.agent;

import org.jspecify.annotations.NullMarked;
