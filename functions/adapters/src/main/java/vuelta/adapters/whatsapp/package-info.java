/** Messages through Meta's WhatsApp Cloud API. */
@NullMarked
package vuelta.adapters.whatsapp;

import org.jspecify.annotations.NullMarked;
