/** Vapi: calls by its API, and its webhooks about them. (@vapi-ai/server-sdk 2.0) */
@NullMarked
package io.vuelta.adapters.provider.vapi;

import org.jspecify.annotations.NullMarked;
