/** Any voice agent's runtime, over a small signed HTTP contract of our own: calls it places, and what it tells of them. */
@NullMarked
package io.vuelta.adapters.provider.agent;

import org.jspecify.annotations.NullMarked;
