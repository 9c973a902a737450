/**
 * Code that the adapters of providers share: requests over HTTP, JSON, secrets, signatures and the address of a
 * webhook.
 */
@NullMarked
package io.vuelta.adapters.provider.http;

import org.jspecify.annotations.NullMarked;
