/** Retell AI: calls by its API, and its webhooks about them. (retell-sdk 5.66) */
@NullMarked
package io.vuelta.adapters.provider.retell;

import org.jspecify.annotations.NullMarked;
