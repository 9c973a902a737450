package io.vuelta.providers.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.providers.simulator.SimulatorJson;
import io.vuelta.providers.twilio.Step.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The recording of an answered call that has ended, if it was requested. Its audio is silence, whatever its length.
 *
 * @param sid {@code RE} and 32 hexadecimal digits, those of the call
 * @param began when the call was answered
 */
record Recording(String sid, SimulatedCall call, Instant began) {

    static Optional<Recording> of(SimulatedCall call) {
        return call.request().recorded() && call.ended()
                ? call.when(Kind.ANSWERED)
                        .map(answer -> new Recording("RE" + call.sid().substring(2), call, answer))
                : Optional.empty();
    }

    static String path(String accountSid) {
        return "/2010-04-01/Accounts/" + accountSid + "/Recordings";
    }

    String path(String accountSid, String suffix) {
        return path(accountSid) + "/" + sid + suffix;
    }

    /** The address of the audio; {@code .wav} may be appended. */
    String url(URI baseUrl, String accountSid) {
        return baseUrl + path(accountSid, "");
    }

    long seconds() {
        return call.script().seconds();
    }

    /** As Twilio's API shows it (twilio.com/docs/voice/api/recording). */
    ObjectNode toJson(String accountSid) {
        Instant ended = call.when(Kind.ENDED).orElseThrow();
        return SimulatorJson.object()
                .put("sid", sid)
                .put("account_sid", accountSid)
                .put("call_sid", call.sid())
                .putNull("conference_sid")
                .put("api_version", "2010-04-01")
                .put("date_created", SimulatorJson.rfc2822(began))
                .put("date_updated", SimulatorJson.rfc2822(ended))
                .put("start_time", SimulatorJson.rfc2822(began))
                .put("duration", "" + seconds())
                .put("channels", call.request().recordingChannels())
                .put("source", "OutboundAPI")
                .put("status", "completed")
                .putNull("price")
                .put("price_unit", "USD")
                .putNull("error_code")
                .put("track", "both")
                .putNull("encryption_details")
                .put("uri", path(accountSid, ".json"));
    }
}
