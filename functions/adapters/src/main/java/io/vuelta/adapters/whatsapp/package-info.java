/** Messages through Meta's WhatsApp Cloud API. */
@NullMarked
package io.vuelta.adapters.whatsapp;

import org.jspecify.annotations.NullMarked;
