/**
 * A simulator of Meta's WhatsApp Cloud API, so that campaigns write to invented people over real HTTP. {@link
 * io.vuelta.providers.whatsapp.WhatsAppSimulator} is the entry point.
 *
 * <p>Facts about Meta come from its OpenAPI description (business-messaging-api, v23.0) and the Cloud API's reference of errors
 * and webhooks.
 */
@NullMarked
package io.vuelta.providers.whatsapp;

import org.jspecify.annotations.NullMarked;
