/** Messages through Meta's WhatsApp Cloud API. */
@NullMarked
package io.vuelta.adapters.provider.whatsapp;

import org.jspecify.annotations.NullMarked;
