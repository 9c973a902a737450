/**
 * A simulator of Vapi, as its server-sdk 2.0 speaks to it. {@link io.vuelta.providers.vapi.VapiDialect} has its
 * requests, answers and events.
 */
@NullMarked
package io.vuelta.providers.vapi;

import org.jspecify.annotations.NullMarked;
