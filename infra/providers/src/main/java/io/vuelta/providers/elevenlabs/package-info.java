/**
 * A simulator of ElevenLabs Agents, as elevenlabs-js 2.73 speaks to it. {@link
 * io.vuelta.providers.elevenlabs.ElevenLabsDialect} has its requests, answers and events.
 */
@NullMarked
package io.vuelta.providers.elevenlabs;

import org.jspecify.annotations.NullMarked;
