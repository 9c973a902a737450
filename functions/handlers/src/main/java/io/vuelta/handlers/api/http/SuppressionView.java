package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.suppression.Suppression;
import java.time.Instant;

/** Shows entries of the do-not-contact list. */
public final class SuppressionView {
    private SuppressionView() {}

    public static ObjectNode json(Suppression entry, Instant now) {
        Channel channel = entry.channel();
        return ApiJson.object()
                .put("number", entry.number().e164())
                .put("channel", channel == null ? null : channel.wire())
                .put("reason", entry.reason())
                .put("source", entry.source())
                .put("created_at", entry.createdAt().toString())
                .put("expires_at", ApiJson.instant(entry.expires()))
                .put("in_force", entry.isInForce(now));
    }
}
