/**
 * A simulator of Twilio's voice REST API, so that campaigns call invented people over real HTTP. {@link
 * io.vuelta.providers.twilio.TwilioSimulator} is the entry point.
 *
 * <p>Facts about Twilio come from its OpenAPI description (twilio/twilio-oai, twilio_api_v2010) and its documentation
 * (twilio.com/docs/voice/api/call-resource, /docs/api/errors, /docs/usage/security).
 */
@NullMarked
package io.vuelta.providers.twilio;

import org.jspecify.annotations.NullMarked;
