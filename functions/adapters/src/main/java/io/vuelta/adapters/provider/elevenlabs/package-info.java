/** ElevenLabs Agents: calls by its API, and its webhooks about them. (@elevenlabs/elevenlabs-js 2.73) */
@NullMarked
package io.vuelta.adapters.provider.elevenlabs;

import org.jspecify.annotations.NullMarked;
