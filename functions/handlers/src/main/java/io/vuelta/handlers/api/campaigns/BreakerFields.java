package io.vuelta.handlers.api.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.campaign.Breaker;
import io.vuelta.domain.campaign.BreakerPatch;
import io.vuelta.domain.campaign.FieldPatch;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.Fields;
import java.time.Duration;
import java.util.Set;

/**
 * The breaker in the API's form: a campaign pauses itself if {@code percent} of its recent attempts failed, after at
 * least {@code attempts} attempts.
 */
final class BreakerFields {
    static final String NAME = "breaker";

    private static final String ATTEMPTS = "attempts";
    private static final String PERCENT = "percent";
    private static final String MINUTES = "minutes";
    private static final Set<String> KNOWN = Set.of(ATTEMPTS, PERCENT, MINUTES);

    private BreakerFields() {}

    static FieldPatch<BreakerPatch> patch(Fields body) {
        return body.patch(NAME, name -> body.object(name).map(BreakerFields::members));
    }

    private static BreakerPatch members(Fields fields) {
        fields.allowOnly(KNOWN);
        return new BreakerPatch(
                fields.integerPatch(ATTEMPTS),
                fields.integerPatch(PERCENT),
                fields.patch(
                        MINUTES,
                        name -> fields.integer(name).stream()
                                .mapToObj(Duration::ofMinutes)
                                .findFirst()));
    }

    static ObjectNode json(Breaker breaker) {
        return ApiJson.object()
                .put(ATTEMPTS, breaker.least())
                .put(PERCENT, breaker.share())
                .put(MINUTES, breaker.within().toMinutes());
    }
}
