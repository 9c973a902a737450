/**
 * Any voice agent's runtime, over a small signed HTTP contract of our own: calls it places, and its events about them.
 */
@NullMarked
package io.vuelta.adapters.provider.agent;

import org.jspecify.annotations.NullMarked;
